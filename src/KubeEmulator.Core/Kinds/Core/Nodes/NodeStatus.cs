using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The status of nodes, written by kubelets.</summary>
internal sealed class NodeStatus : StatusBehavior
{
    public static readonly NodeStatus Instance = new();

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        var prepared = base.PrepareForUpdate(context, document, old);
        return old.Status.Map("config") is null ? prepared.EditMap("status", status => status.Without("config")) : prepared;
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        NodeUpdateRules.Check(errors, document, old);
    }
}
