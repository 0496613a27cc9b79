using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Storage;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Rolls Deployments out over ReplicaSets; <c>pkg/controller/deployment/deployment_controller.go</c>.</summary>
internal sealed class DeploymentController : Controller
{
    /// <inheritdoc/>
    public override string Name => "deployment-controller";

    /// <inheritdoc/>
    public override string ServiceAccount => "deployment-controller";

    /// <inheritdoc/>
    public override IEnumerable<Trigger> Triggers =>
    [
        Trigger.On("apps", "deployments"),
        Trigger.OnOwned("apps", "replicasets", WorkloadKinds.Deployment.ApiVersion, WorkloadKinds.Deployment.Kind),
        WorkloadTriggers.OnOrphan(WorkloadResources.ReplicaSets, WorkloadResources.Deployments, Adopts),
        Trigger.Mapped("", "pods", WaitingForLastPod),
    ];

    /// <inheritdoc/>
    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(new ObjectKey(WorkloadResources.Deployments, key.Namespace, key.Name)) is not { } deployment)
        {
            return ReconcileResult.Done;
        }

        if (LabelSelector.From(deployment.Spec["selector"]).IsEmpty)
        {
            return await RefuseAsync(context, deployment).ConfigureAwait(false);
        }

        var claim = new OwnerClaim(context, deployment, WorkloadKinds.Deployment, set => Adopts(deployment, set));
        var candidates = Dependents.Candidates(context.Snapshot, deployment, WorkloadResources.ReplicaSets, "ReplicaSet");
        var sets = await claim.ClaimAsync(WorkloadResources.ReplicaSets, candidates).ConfigureAwait(false);
        return await new DeploymentSync(context, deployment, sets.Select(s => new ReplicaSetView(s))).RunAsync().ConfigureAwait(false);
    }

    private static bool Adopts(KubeObject deployment, KubeObject replicaSet) =>
        LabelSelector.From(deployment.Spec["selector"]) is { IsEmpty: false } selector && selector.Matches(replicaSet.Metadata.Labels);

    private static async ValueTask<ReconcileResult> RefuseAsync(ReconcileContext context, KubeObject deployment)
    {
        await context.Events.WarningAsync(deployment, "SelectingAll", "This deployment is selecting all pods. A non-empty selector is required.").ConfigureAwait(false);
        if (deployment.Status.Count("observedGeneration") < deployment.Metadata.Generation)
        {
            await context.Client.UpdateStatusAsync(deployment, deployment.Status.With("observedGeneration", deployment.Metadata.Generation)).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    // A Deployment that recreates begins anew when the last of its old pods has ended.
    private static IEnumerable<ReconcileKey> WaitingForLastPod(TriggerContext context, Change change) =>
        (change.Type == ChangeType.Deleted || PodState.IsTerminal(new PodView(change.Object)))
        && change.Object.Metadata.Controller is { Kind: "ReplicaSet" } set
        && context.Snapshot.Get(new ObjectKey(WorkloadResources.ReplicaSets, change.Object.Namespace, set.Name)) is { Metadata.Controller: { Kind: "Deployment" } owner }
        && context.Snapshot.Get(new ObjectKey(WorkloadResources.Deployments, change.Object.Namespace, owner.Name)) is { } deployment
        && !new DeploymentView(deployment).IsRolling
            ? [ReconcileKey.Of(deployment)]
            : [];
}
