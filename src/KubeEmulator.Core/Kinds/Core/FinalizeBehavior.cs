using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The <c>finalize</c> subresource of namespaces: the one way to change <c>spec.finalizers</c>.</summary>
internal sealed class FinalizeBehavior : SubresourceBehavior
{
    public static readonly FinalizeBehavior Instance = new();

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) => StatusReset.Kept(document, old);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        var path = FieldPath.Of("spec", "finalizers");
        var index = 0;
        foreach (var finalizer in document.Map("spec")?.Strings("finalizers") ?? [])
        {
            var at = path.Index(index++);
            errors.Faults(at, finalizer, NameRules.CheckQualifiedName(finalizer));
            if (!finalizer.Contains('/', StringComparison.Ordinal) && finalizer != "kubernetes")
            {
                errors.Invalid(at, finalizer, "name is neither a standard finalizer name nor is it fully qualified");
            }
        }
    }
}
