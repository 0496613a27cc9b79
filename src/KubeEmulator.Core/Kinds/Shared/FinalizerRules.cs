using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Finalizers of kinds that take Kubernetes' own short names and otherwise want a domain (core <c>validateKubeFinalizerName</c>).</summary>
internal static class FinalizerRules
{
    private static readonly FieldPath Path = FieldPath.Of("metadata", "finalizers");
    private static readonly FieldPath SpecPath = FieldPath.Of("spec", "finalizers");

    public static void Check(FieldErrors errors, MapValue document)
    {
        var index = 0;
        foreach (var finalizer in document.Map("metadata")?.Strings("finalizers") ?? [])
        {
            Name(errors, Path.Index(index++), finalizer);
        }
    }

    /// <summary>The finalizers in a namespace's spec; faults of new ones are told without their index.</summary>
    public static void Spec(FieldErrors errors, MapValue document, bool indexed)
    {
        var index = 0;
        foreach (var finalizer in document.Map("spec")?.Strings("finalizers") ?? [])
        {
            var at = indexed ? SpecPath.Index(index++) : SpecPath;
            errors.Faults(at, finalizer, NameRules.CheckQualifiedName(finalizer));
            Name(errors, at, finalizer);
        }
    }

    private static void Name(FieldErrors errors, FieldPath path, string finalizer)
    {
        if (!finalizer.Contains('/', StringComparison.Ordinal) && finalizer is not ("kubernetes" or "orphan" or "foregroundDeletion"))
        {
            errors.Invalid(path, finalizer, "name is neither a standard finalizer name nor is it fully qualified");
        }
    }
}
