using KubeEmulator.Objects;

namespace KubeEmulator.Admission;

/// <summary>Which of several classes is the default: of those annotated so the newest, of equally old ones the first by name.</summary>
internal static class DefaultClasses
{
    /// <summary>The default class; null where none is annotated.</summary>
    public static KubeObject? Among(IEnumerable<KubeObject> classes, params string[] annotations) =>
        classes
            .Where(c => annotations.Any(a => c.Metadata.Annotations[a] is Values.StringValue { Text: "true" }))
            .OrderByDescending(c => c.Metadata.CreationTimestamp, StringComparer.Ordinal)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .FirstOrDefault();
}
