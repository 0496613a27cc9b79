using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/apps/replicaset/strategy.go</c>.</summary>
internal sealed class ReplicaSetBehavior : WorkloadBehavior
{
    private static readonly CheckedStatus Status = new((errors, status, _) => ReplicaSetRules.Status(errors, status));

    public override TableColumns Columns { get; } = new WorkloadColumns(ReplicaColumns.ReplicaSet);

    protected override void CheckNew(MapValue document, FieldErrors errors) =>
        ReplicaSetRules.Check(errors, document.Map("spec") ?? MapValue.Empty, Options(null));

    protected override void CheckChange(MapValue document, KubeObject old, FieldErrors errors)
    {
        ReplicaSetRules.Check(errors, document.Map("spec") ?? MapValue.Empty, Options(old));
        errors.Immutable(Spec.Child("selector"), document.At("spec", "selector"), old.Root.At("spec", "selector"));
    }

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
