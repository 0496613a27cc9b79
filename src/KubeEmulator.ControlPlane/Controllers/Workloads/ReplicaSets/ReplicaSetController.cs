using KubeEmulator.Objects;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Keeps the pods of ReplicaSets.</summary>
internal sealed class ReplicaSetController() : ReplicaController(WorkloadResources.ReplicaSets, WorkloadKinds.ReplicaSet)
{
    /// <inheritdoc/>
    public override string Name => "replicaset-controller";

    /// <inheritdoc/>
    public override string ServiceAccount => "replicaset-controller";

    /// <inheritdoc/>
    protected override bool CountsTerminating => true;

    /// <inheritdoc/>
    protected override LabelSelector SelectorOf(KubeObject owner) => LabelSelector.From(owner.Spec["selector"]);
}
