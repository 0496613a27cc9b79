using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Finalizers of kinds that take Kubernetes' own short names and otherwise want a domain (core <c>validateKubeFinalizerName</c>).</summary>
internal static class FinalizerRules
{
    private static readonly FieldPath Path = FieldPath.Of("metadata", "finalizers");

    public static void Check(FieldErrors errors, MapValue document)
    {
        var index = 0;
        foreach (var finalizer in document.Map("metadata")?.Strings("finalizers") ?? [])
        {
            var at = Path.Index(index++);
            if (!finalizer.Contains('/', StringComparison.Ordinal) && finalizer is not ("kubernetes" or "orphan" or "foregroundDeletion"))
            {
                errors.Invalid(at, finalizer, "name is neither a standard finalizer name nor is it fully qualified");
            }
        }
    }
}
