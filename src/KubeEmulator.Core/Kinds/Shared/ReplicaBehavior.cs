using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a ReplicaSet and its ancestor, the ReplicationController, have in common: status, scale and the fields to select by.</summary>
internal abstract class ReplicaBehavior : WorkloadBehavior
{
    private static readonly CheckedStatus Status = new((errors, status, _) => ReplicaSetRules.Status(errors, status));

    public override SubresourceBehavior? Subresource(string name) => name == "status" ? Status : null;

    public override ScaleMapping Scale(ResourceType type) => new("spec.replicas", "status.replicas", "spec.selector");

    public override string SelectableField(KubeObject stored, string label) =>
        label == "status.replicas" ? (stored.Status.Integer("replicas") ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture) : base.SelectableField(stored, label);

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        if (old is null)
        {
            WarnName(document, warn);
        }

        base.Warn(context, document, old, warn);
    }

    protected override MapValue DefaultSpec(MapValue spec) => spec.WithDefault("replicas", 1);
}
