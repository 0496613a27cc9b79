using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Keeps the pods of ReplicationControllers; <c>pkg/controller/replication</c>.</summary>
internal sealed class ReplicationControllerController() : ReplicaController(WorkloadResources.ReplicationControllers, WorkloadKinds.ReplicationController)
{
    /// <inheritdoc/>
    public override string Name => "replicationcontroller-controller";

    /// <inheritdoc/>
    public override string ServiceAccount => "replication-controller";

    /// <inheritdoc/>
    protected override bool CountsTerminating => false;

    /// <inheritdoc/>
    protected override LabelSelector SelectorOf(KubeObject owner) =>
        owner.Spec.Map("selector") is { Count: > 0 } labels ? LabelSelector.FromLabels(labels) : LabelSelector.Nothing;
}
