using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The conditions of flow schemas and priority levels: each has a type, and each type is there once.</summary>
internal static class FlowStatusRules
{
    public static void Check(FieldErrors errors, MapValue document)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var condition in document.Map("status")?.Maps("conditions") ?? [])
        {
            var path = FieldPath.Of("status", "conditions").Index(index++).Child("type");
            var type = condition.StringOrEmpty("type");
            if (!seen.Add(type))
            {
                errors.Duplicate(path, type);
            }

            errors.Present(path, type);
        }
    }
}
