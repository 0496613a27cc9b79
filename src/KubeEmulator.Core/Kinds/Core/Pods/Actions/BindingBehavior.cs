using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The older <c>bindings</c> resource, which does what <c>pods/binding</c> does.</summary>
internal sealed class BindingBehavior : KindBehavior
{
    public override bool IsStored => false;

    public override ValueTask<MapValue> CreateVirtualAsync(WriteContext context, MapValue document)
    {
        PodBinding.Check(document);
        PodBinding.Bind(context.Services, context.Namespace, document, context.DryRun);
        return ValueTask.FromResult(StatusDocument.Success(null, 201));
    }
}
