using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Scheduling;

/// <summary>
/// A rule of the scheduler. Built-in plugins and those of users are in the same list (<see cref="SchedulerProfile.Plugins"/>) and
/// have the same means. Only the methods of <see cref="Points"/> are called, on the cluster's serial executor and one at a time,
/// except that an explanation may call PreFilter, Filter, PreScore and Score from another thread with a cycle of its own: keep
/// what belongs to a pod in the cycle (<see cref="SchedulingCycle.Set"/>), not in the plugin.
/// </summary>
public abstract class SchedulerPlugin
{
    /// <summary>The name that messages and profiles use; unique in a profile.</summary>
    public abstract string Name { get; }

    /// <summary>Where it takes part.</summary>
    public abstract ExtensionPoints Points { get; }

    /// <summary>The changes that may make a pod schedulable that this plugin turned away.</summary>
    public virtual IReadOnlyList<EventInterest> Events => EventInterest.Anything;

    /// <summary>Whether a pod may be queued at all.</summary>
    public virtual PluginStatus PreEnqueue(KubeObject pod, Snapshot snapshot) => PluginStatus.Success;

    /// <summary>Looks at the pod once.</summary>
    public virtual PreFilterResult PreFilter(SchedulingCycle cycle) => PreFilterResult.AllNodes;

    /// <summary>A pod appears on a node in what the framework tries; keeps the plugin's state right.</summary>
    public virtual void AddPod(SchedulingCycle cycle, SchedulingPod added, SchedulingNode node)
    {
    }

    /// <summary>A pod disappears from a node in what the framework tries.</summary>
    public virtual void RemovePod(SchedulingCycle cycle, SchedulingPod removed, SchedulingNode node)
    {
    }

    /// <summary>Whether the pod may go to a node.</summary>
    public virtual PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node) => PluginStatus.Success;

    /// <summary>Tries to help a pod that fits nowhere.</summary>
    public virtual ValueTask<PostFilterResult> PostFilterAsync(SchedulingCycle cycle, NodeVerdicts verdicts) =>
        ValueTask.FromResult(new PostFilterResult(PluginStatus.Unschedulable()));

    /// <summary>Looks at the pod and the nodes that are left, once.</summary>
    public virtual PluginStatus PreScore(SchedulingCycle cycle, IReadOnlyList<SchedulingNode> nodes) => PluginStatus.Success;

    /// <summary>How well a node suits; 0 to 100 after <see cref="NormalizeScore"/>.</summary>
    public virtual long Score(SchedulingCycle cycle, SchedulingNode node) => 0;

    /// <summary>The scores of all nodes; a sealed plugin that repeats the loop has its own call made directly.</summary>
    internal virtual void ScoreAll(SchedulingCycle cycle, SchedulingNode[] nodes, Span<long> scores)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            scores[i] = Score(cycle, nodes[i]);
        }
    }

    /// <summary>Brings the scores of all nodes to 0..100.</summary>
    public virtual void NormalizeScore(SchedulingCycle cycle, IReadOnlyList<SchedulingNode> nodes, Span<long> scores)
    {
    }

    /// <summary>Holds what the pod will need on the node.</summary>
    public virtual PluginStatus Reserve(SchedulingCycle cycle, string nodeName) => PluginStatus.Success;

    /// <summary>Gives back what <see cref="Reserve"/> held; also called where it was not.</summary>
    public virtual void Unreserve(SchedulingCycle cycle, string nodeName)
    {
    }

    /// <summary>Lets the pod go on, wait (<see cref="PluginStatus.Wait"/>) or stop.</summary>
    public virtual PluginStatus Permit(SchedulingCycle cycle, string nodeName) => PluginStatus.Success;

    /// <summary>Whether <see cref="PreBindAsync"/> has something to do; the pod is then nominated to the node first.</summary>
    public virtual bool NeedsPreBind(SchedulingCycle cycle, string nodeName) => true;

    /// <summary>Does what must be done before the binding. After <see cref="PluginStatus.Wait"/> it is called again until it says otherwise.</summary>
    public virtual ValueTask<PluginStatus> PreBindAsync(SchedulingCycle cycle, string nodeName) => ValueTask.FromResult(PluginStatus.Success);

    /// <summary>Binds the pod, or skips.</summary>
    public virtual ValueTask<PluginStatus> BindAsync(SchedulingCycle cycle, string nodeName) => ValueTask.FromResult(PluginStatus.Skip);

    /// <summary>The pod is bound.</summary>
    public virtual void PostBind(SchedulingCycle cycle, string nodeName)
    {
    }
}
