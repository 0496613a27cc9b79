using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>Finalizers that may collide with others' get a warning; <c>validateKubeFinalizerName</c> of apiextensions' <c>registry/customresource/validator.go</c>.</summary>
internal static class FinalizerWarnings
{
    public static void Of(string finalizer, Action<string> warn)
    {
        var shown = $"metadata.finalizers: {GoText.Quote(finalizer)}";
        foreach (var fault in NameRules.CheckQualifiedName(finalizer))
        {
            warn($"{shown}: {fault}");
        }

        if (!finalizer.Contains('/', StringComparison.Ordinal) && finalizer is not ("orphan" or "foregroundDeletion" or "kubernetes"))
        {
            var path = finalizer.Contains('.', StringComparison.Ordinal) ? " including a path (/)" : "";
            warn($"{shown}: prefer a domain-qualified finalizer name{path} to avoid accidental conflicts with other finalizer writers");
        }
    }
}
