using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/apps/replicaset/strategy.go</c>.</summary>
internal sealed class ReplicaSetBehavior : ReplicaBehavior
{
    public override TableColumns Columns { get; } = new WorkloadColumns(ReplicaColumns.ReplicaSet);

    protected override void CheckNew(MapValue document, FieldErrors errors) =>
        ReplicaSetRules.Check(errors, document.Map("spec") ?? MapValue.Empty, Options(null));

    protected override void CheckChange(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ReplicaSetRules.Check(errors, document.Map("spec") ?? MapValue.Empty, Options(old));
        errors.Immutable(Spec.Child("selector"), document.At("spec", "selector"), old.Root.At("spec", "selector"));
    }
}
