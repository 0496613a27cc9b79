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
        ObjectMetaRules.Update(errors, context, document, old);
        FinalizerRules.Spec(errors, document, indexed: true);
    }
}
