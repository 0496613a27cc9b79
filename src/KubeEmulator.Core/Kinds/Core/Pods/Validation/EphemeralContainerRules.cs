using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Containers added to a running pod for debugging: nothing the pod could come to rely on.</summary>
internal static class EphemeralContainerRules
{
    private const string NotAllowed = "cannot be set for an Ephemeral Container";

    // In the order of the Go struct, under Go's names with a small first letter.
    private static readonly string[] Forbidden =
    [
        "ports", "resources", "resizePolicy", "restartPolicy", "restartPolicyRules", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle",
    ];

    public static void Check(ContainerScope scope, FieldPath path, IReadOnlyList<MapValue> containers, IEnumerable<MapValue> others)
    {
        var errors = scope.Errors;
        var otherNames = others.Select(c => c.StringOrEmpty("name")).ToHashSet(StringComparer.Ordinal);
        var names = new HashSet<string>(otherNames, StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            var (at, container) = (path.Index(i), containers[i]);
            ContainerRules.Common(scope, at, container);
            ContainerRules.OnlyForPods(errors, at, container);
            if (!names.Add(container.StringOrEmpty("name")))
            {
                errors.Duplicate(at.Child("name"), container.StringOrEmpty("name"));
            }

            if (container.StringOrEmpty("targetContainerName") is { Length: > 0 } target && !otherNames.Contains(target))
            {
                errors.NotFound(at.Child("targetContainerName"), target);
            }

            NotSet(errors, at, container);
        }
    }

    private static void NotSet(FieldErrors errors, FieldPath path, MapValue container)
    {
        foreach (var member in Forbidden)
        {
            if (container[member] is ListValue { Count: > 0 } or MapValue { Count: > 0 } or StringValue || (container[member] is MapValue && member != "resources"))
            {
                errors.Forbidden(path.Child(member), NotAllowed);
            }
        }

        var index = 0;
        foreach (var mount in container.Maps("volumeMounts"))
        {
            var at = path.Child("volumeMounts").Index(index++);
            foreach (var member in (ReadOnlySpan<string>)["subPath", "subPathExpr"])
            {
                if (mount.StringOrEmpty(member).Length > 0)
                {
                    errors.Forbidden(at.Child(member), NotAllowed);
                }
            }
        }
    }
}
