using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// Scales by measurements; <c>pkg/controller/podautoscaler/horizontal.go</c>. Each autoscaler is looked at once in a period, the first
/// time a period after it was made, whatever happens in between.
/// </summary>
internal sealed class HorizontalPodAutoscalerController(ClusterSettings settings) : Controller
{
    private static readonly GroupResource Autoscalers = new("autoscaling", "horizontalpodautoscalers");

    private readonly Dictionary<ReconcileKey, AutoscalerMemory> _memories = [];

    /// <inheritdoc/>
    public override string Name => "horizontal-pod-autoscaler-controller";

    /// <inheritdoc/>
    public override string ServiceAccount => "horizontal-pod-autoscaler";

    /// <inheritdoc/>
    public override string EventSource => "horizontal-pod-autoscaler";

    /// <inheritdoc/>
    public override IEnumerable<Trigger> Triggers => [Trigger.On("autoscaling", "horizontalpodautoscalers")];

    /// <inheritdoc/>
    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(new ObjectKey(Autoscalers, key.Namespace, key.Name)) is not { } autoscaler)
        {
            _memories.Remove(key);
            return ReconcileResult.Done;
        }

        var period = settings.HorizontalPodAutoscalerSyncPeriod;
        if (!_memories.TryGetValue(key, out var memory))
        {
            _memories[key] = memory = new AutoscalerMemory { NextLook = context.Now + period };
        }

        if (memory.NextLook > context.Now)
        {
            return ReconcileResult.After(memory.NextLook - context.Now);
        }

        memory.NextLook = context.Now + period;
        await new AutoscalerSync(context, autoscaler, memory, Rivals).RunAsync().ConfigureAwait(false);
        return ReconcileResult.After(period);
    }

    // The autoscalers of a namespace whose pods are among these.
    private IReadOnlyList<ReconcileKey> Rivals(string @namespace, IReadOnlyList<PodView> pods) =>
        [.. _memories.Where(m => m.Key.Namespace == @namespace && pods.Any(p => m.Value.Selector.Matches(p.Labels))).Select(m => m.Key).OrderBy(k => k.Name, StringComparer.Ordinal)];
}
