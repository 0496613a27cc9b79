using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Says in PodDisruptionBudgets how many pods may go, and takes back marks of evictions that never came. Keys are budgets, and
/// <c>pod/NAME</c> for pods. Upstream: <c>pkg/controller/disruption/disruption.go</c>.
/// </summary>
internal sealed class DisruptionController : Controller
{
    private const string PodPrefix = "pod/";
    private const string Target = "DisruptionTarget";
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(2);

    public override string Name => "disruption-controller";

    public override string ServiceAccount => Name;

    public override string EventSource => "controllermanager";

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.On("policy", "poddisruptionbudgets", change => change.Type != ChangeType.Deleted && (change.Previous is not { } before || before.Status != change.Object.Status || before.Spec != change.Object.Spec)),
        Trigger.Mapped("", "pods", AfterPod),
        Trigger.Mapped("apps", "deployments", AfterScale),
        Trigger.Mapped("apps", "replicasets", AfterScale),
        Trigger.Mapped("apps", "statefulsets", AfterScale),
        Trigger.Mapped("", "replicationcontrollers", AfterScale),
    ];

    public override ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key) =>
        key.Name.StartsWith(PodPrefix, StringComparison.Ordinal)
            ? ReconcilePodAsync(context, ClusterResources.Pods.At(key.Namespace, key.Name[PodPrefix.Length..]))
            : ReconcileBudgetAsync(context, key);

    private static async ValueTask<ReconcileResult> ReconcileBudgetAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Budgets.At(key.Namespace, key.Name)) is not { } budget)
        {
            return ReconcileResult.Done;
        }

        PodView[] pods = [.. PodsOf(context.Snapshot, budget)];
        if (pods.Length == 0)
        {
            await context.Events.NormalAsync(budget, "NoPods", "No matching pods found").ConfigureAwait(false);
        }

        var (now, scale) = (context.Now, default(ExpectedScale));
        var (disrupted, recheck) = DisruptionBudget.StillDisrupted(budget, pods, now);
        var figures = DisruptionBudget.Compute(budget, pods, () => (scale = ExpectedScale.Of(context.Services, context.Snapshot, pods)).Pods, disrupted, now, out var fault);
        if (scale.Error is not null || fault.Length > 0)
        {
            var error = scale.Error ?? fault;
            await context.Events.WarningAsync(budget, "CalculateExpectedPodCountFailed", $"Failed to calculate the number of expected pods: {error}").ConfigureAwait(false);
            await context.Client.UpdateStatusAsync(budget, BudgetStatus.Failed(budget, error, now)).ConfigureAwait(false);
            return ReconcileResult.Done;
        }

        if (scale.Unmanaged)
        {
            await context.Events.WarningAsync(budget, "UnmanagedPods", Unmanaged(budget)).ConfigureAwait(false);
        }

        foreach (var pod in pods.Where(p => !p.IsDeleting && !disrupted.ContainsKey(p.Name) && budget.Status.Map("disruptedPods")?.ContainsKey(p.Name) == true))
        {
            await context.Events.WarningAsync(pod.Object, "NotDeleted", $"Pod was expected by PDB {budget.Namespace}/{budget.Namespace} to be deleted but it wasn't").ConfigureAwait(false);
        }

        await context.Client.UpdateStatusAsync(budget, BudgetStatus.Of(budget, figures, disrupted, now)).ConfigureAwait(false);
        return recheck is { } at ? ReconcileResult.After(at - now + TimeSpan.FromSeconds(1)) : ReconcileResult.Done;
    }

    private static async ValueTask<ReconcileResult> ReconcilePodAsync(ReconcileContext context, ObjectKey key)
    {
        if (context.Snapshot.Get(key) is not { } stored)
        {
            return ReconcileResult.Done;
        }

        var pod = new PodView(stored);
        string[] budgets = [.. BudgetsOf(context.Snapshot, stored).Select(b => b.Name)];
        if (budgets.Length > 1)
        {
            await context.Events.WarningAsync(
                stored,
                "MultiplePodDisruptionBudgets",
                $"Pod {GoText.Quote(pod.Namespace)}/{GoText.Quote(pod.Name)} matches multiple PodDisruptionBudgets.  Chose {GoText.Quote(budgets[0])} arbitrarily.").ConfigureAwait(false);
        }

        if (StaleAt(pod) is not { } stale)
        {
            return ReconcileResult.Done;
        }

        if (stale > context.Now)
        {
            return ReconcileResult.After(stale - context.Now);
        }

        var condition = MapValue.Of(("type", Target), ("status", "False"));
        await context.Client.UpdateStatusAsync(stored, Conditions.Set(stored.Status, condition, context.Now)).ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    // When a mark of a disruption that did not come is to be taken back; null where there is none.
    private static DateTimeOffset? StaleAt(PodView pod) =>
        !pod.IsDeleting
        && !PodState.IsTerminal(pod)
        && Conditions.Find(pod.Status, Target) is { } mark
        && mark.String("status") == "True"
        && mark.String("reason") != "TerminationByKubelet"
            ? KubeTime.Parse(mark.String("lastTransitionTime")) + StaleAfter
            : null;

    private static IEnumerable<PodView> PodsOf(Snapshot snapshot, KubeObject budget)
    {
        var selector = LabelSelector.From(budget.Spec["selector"]);
        return snapshot.List(ClusterResources.Pods, budget.Namespace).Where(p => selector.Matches(p.Metadata.Labels)).Select(p => new PodView(p));
    }

    private static IEnumerable<KubeObject> BudgetsOf(Snapshot snapshot, KubeObject pod) =>
        snapshot.List(ClusterResources.Budgets, pod.Namespace).Where(b => LabelSelector.From(b.Spec["selector"]).Matches(pod.Metadata.Labels));

    private static IEnumerable<ReconcileKey> AfterPod(TriggerContext context, Change change) =>
        context.Snapshot.Count(ClusterResources.Budgets, change.Key.Namespace) == 0 && (change.Type == ChangeType.Deleted || StaleAt(new PodView(change.Object)) is null)
            ? []
            : Disrupted(context, change);

    private static IEnumerable<ReconcileKey> Disrupted(TriggerContext context, Change change)
    {
        var count = 0;
        foreach (var budget in BudgetsOf(context.Snapshot, change.Object))
        {
            count++;
            yield return ReconcileKey.Of(budget);
        }

        if (change.Type != ChangeType.Deleted && (count > 1 || StaleAt(new PodView(change.Object)) is not null))
        {
            yield return new ReconcileKey(change.Key.Namespace, PodPrefix + change.Key.Name);
        }
    }

    // A controller that wants another number of pods changes what budgets in shares mean.
    private static IEnumerable<ReconcileKey> AfterScale(TriggerContext context, Change change) =>
        change.Type == ChangeType.Modified && change.Previous!.Spec["replicas"] != change.Object.Spec["replicas"]
            ? context.Snapshot.List(ClusterResources.Budgets, change.Key.Namespace).Select(ReconcileKey.Of)
            : [];

    private static string Unmanaged(KubeObject budget)
    {
        var labels = string.Concat((budget.Spec.Map("selector")?.Map("matchLabels") ?? MapValue.Empty).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}: {(l.Value as StringValue)?.Text},"));
        var expressions = string.Concat((budget.Spec.Map("selector") ?? MapValue.Empty).Maps("matchExpressions")
            .Select(e => $"{{{e.String("key")} {e.String("operator")} [{string.Join(' ', e.Strings("values"))}]}},"));
        return $"Pods selected by this PodDisruptionBudget (selector: &LabelSelector{{MatchLabels:map[string]string{{{labels}}},MatchExpressions:[]LabelSelectorRequirement{{{expressions}}},}}) were found "
            + "to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. "
            + "To account for these pods please set \".spec.minAvailable\" field of the PDB to an integer value.";
    }
}
