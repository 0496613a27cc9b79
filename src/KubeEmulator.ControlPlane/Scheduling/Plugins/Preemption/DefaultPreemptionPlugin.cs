using KubeEmulator.Objects;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Makes room for a pod that fits nowhere by removing pods of lower priority, and nominates it to the node;
/// <c>plugins/defaultpreemption</c>. Victims are removed before the cycle ends, so no pod need be gated meanwhile.
/// </summary>
internal sealed class DefaultPreemptionPlugin(PluginArguments arguments) : SchedulerPlugin
{
    public override string Name => "DefaultPreemption";

    public override ExtensionPoints Points => ExtensionPoints.PostFilter;

    public override IReadOnlyList<EventInterest> Events => [];

    public override async ValueTask<PostFilterResult> PostFilterAsync(SchedulingCycle cycle, NodeVerdicts verdicts)
    {
        if (cycle.Runner is not { } runner)
        {
            return new PostFilterResult(PluginStatus.Unschedulable());
        }

        var outcome = Look(cycle, runner, verdicts);
        if (outcome.Best is not { } best)
        {
            return new PostFilterResult(PluginStatus.Unschedulable($"preemption: {outcome.Message}"), outcome.ClearNomination ? "" : null);
        }

        if (cycle.Actions is { } actions)
        {
            try
            {
                await actions.PreemptAsync(cycle.SchedulingPod, best).ConfigureAwait(false);
            }
            catch (ApiException refused)
            {
                return new PostFilterResult(PluginStatus.Error($"preemption: {refused.Message}"));
            }
        }

        return new PostFilterResult(PluginStatus.Success, best.Node);
    }

    /// <summary>What it would do; nothing is written.</summary>
    public PreemptionOutcome Look(SchedulingCycle cycle, PluginRunner runner, NodeVerdicts verdicts) =>
        new PreemptionSearch(cycle, runner, arguments).Run(verdicts);
}
