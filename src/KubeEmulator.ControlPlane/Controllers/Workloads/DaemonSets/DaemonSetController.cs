using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Keeps a pod of each DaemonSet on every node that suits it; <c>pkg/controller/daemon/daemon_controller.go</c>.</summary>
internal sealed class DaemonSetController : Controller
{
    // Upstream's burstReplicas: how many pods one look creates or deletes at most.
    private const int Burst = 250;

    private readonly DaemonBackoff _backoff = new();

    /// <inheritdoc/>
    public override string Name => "daemonset-controller";

    /// <inheritdoc/>
    public override string ServiceAccount => "daemon-set-controller";

    /// <inheritdoc/>
    public override string EventSource => "daemonset-controller";

    /// <inheritdoc/>
    public override IEnumerable<Trigger> Triggers =>
    [
        Trigger.On("apps", "daemonsets"),
        Trigger.OnOwned("", "pods", WorkloadKinds.DaemonSet.ApiVersion, WorkloadKinds.DaemonSet.Kind),
        Trigger.OnOwned("apps", "controllerrevisions", WorkloadKinds.DaemonSet.ApiVersion, WorkloadKinds.DaemonSet.Kind),
        WorkloadTriggers.OnOrphan(WorkloadResources.Pods, WorkloadResources.DaemonSets, (set, pod) => SelectorOf(set).Matches(pod.Metadata.Labels)),
        Trigger.Mapped("", "nodes", (context, change) => ChangesPlacement(change) ? context.Snapshot.List(WorkloadResources.DaemonSets).Select(ReconcileKey.Of) : []),
    ];

    /// <inheritdoc/>
    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(new ObjectKey(WorkloadResources.DaemonSets, key.Namespace, key.Name)) is not { Metadata.IsDeleting: false } set)
        {
            return ReconcileResult.Done;
        }

        if (SelectorOf(set).IsEmpty)
        {
            await context.Events.WarningAsync(set, "SelectingAll", "This daemon set is selecting all pods. A non-empty selector is required.").ConfigureAwait(false);
            return ReconcileResult.Done;
        }

        if (await DaemonRevisions.EnsureAsync(context, set).ConfigureAwait(false) is not { } revisions)
        {
            return ReconcileResult.Done;
        }

        var selector = SelectorOf(set);
        var claim = new OwnerClaim(context, set, WorkloadKinds.DaemonSet, pod => selector.Matches(pod.Metadata.Labels));
        await claim.ClaimAsync(WorkloadResources.Pods, Dependents.Candidates(context.Snapshot, set, WorkloadResources.Pods, "Pod")).ConfigureAwait(false);
        var sync = new DaemonSetSync(context, set, selector, revisions.Hash, _backoff);
        var refused = await sync.RunAsync(Burst).ConfigureAwait(false);
        var state = sync.Read();
        await context.Client.UpdateStatusAsync(set, DaemonSetStatus.Of(state)).ConfigureAwait(false);
        if (refused is not null)
        {
            throw new ApiException(refused.Status, refused);
        }

        await revisions.TruncateAsync(context, set, Dependents.Pods(context.Snapshot, set)).ConfigureAwait(false);
        var wait = PodAvailability.Next(state.Pods.Values.SelectMany(p => p), state.Set.MinReadySeconds, context.Now);
        wait = sync.Again < wait ? sync.Again : wait ?? sync.Again;
        return wait is { } time ? ReconcileResult.After(time) : ReconcileResult.Done;
    }

    private static LabelSelector SelectorOf(KubeObject set) => LabelSelector.From(set.Spec["selector"]);

    private static bool ChangesPlacement(Change change) =>
        change.Type != ChangeType.Modified
        || change.Previous is not { } previous
        || !previous.Metadata.Labels.Equals(change.Object.Metadata.Labels)
        || previous.Spec["taints"] != change.Object.Spec["taints"];
}
