using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Texts that many tables show; <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class Cells
{
    /// <summary>The time since creation: <c>5m</c>.</summary>
    public static Value Age(KubeObject stored, DateTimeOffset now) => HumanDuration.Since(stored.Metadata.CreationTimestamp, now);

    /// <summary>Labels as <c>k=v,k2=v2</c> in the order of their keys, or <c>&lt;none&gt;</c>.</summary>
    public static string Labels(MapValue? labels) => labels is { Count: > 0 }
        ? string.Join(',', labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={(l.Value as StringValue)?.Text}"))
        : "<none>";

    /// <summary>A LabelSelector field as text, or <c>&lt;none&gt;</c>.</summary>
    public static string Selector(Value? labelSelector) =>
        labelSelector.IsNullOrAbsent() ? "<none>"
        : !LabelSelector.TryFrom(labelSelector, out var selector, out _) ? "<error>"
        : selector.ToString() is { Length: > 0 } text ? text : "<none>";

    /// <summary>The names of a template's containers, joined by commas.</summary>
    public static string ContainerNames(MapValue? podSpec) => Containers(podSpec, "name");

    /// <summary>The images of a template's containers, joined by commas.</summary>
    public static string ContainerImages(MapValue? podSpec) => Containers(podSpec, "image");

    private static string Containers(MapValue? podSpec, string member) =>
        string.Join(',', (podSpec ?? MapValue.Empty).Maps("containers").Select(c => c.StringOrEmpty(member)));
}
