using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;

namespace KubeEmulator.Scheduling;

/// <summary>
/// One pod's way through the plugins, on one snapshot: what plugins read, where they keep what they found, and how they write.
/// </summary>
public sealed class SchedulingCycle
{
    private readonly Dictionary<SchedulerPlugin, PluginState> _states;

    internal SchedulingCycle(SchedulingPod pod, Snapshot snapshot, ClusterView view, Func<string, ulong> chance)
        : this(pod, snapshot, view, chance, [], [])
    {
    }

    private SchedulingCycle(SchedulingPod pod, Snapshot snapshot, ClusterView view, Func<string, ulong> chance, Dictionary<SchedulerPlugin, PluginState> states, HashSet<SchedulerPlugin> skipped)
    {
        (SchedulingPod, Snapshot, View, Chance, _states, SkippedFilters) = (pod, snapshot, view, chance, states, skipped);
    }

    /// <summary>The pod to be scheduled.</summary>
    public KubeObject Pod => SchedulingPod.Object;

    /// <summary>The pod with what was made ready of it.</summary>
    public SchedulingPod SchedulingPod { get; }

    /// <summary>The state of the cluster at the beginning of the cycle.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>All nodes, in the order in which they are looked at.</summary>
    public IReadOnlyList<SchedulingNode> Nodes => View.Nodes;

    /// <summary>How the plugin writes; null in an explanation, where nothing may be written.</summary>
    public ControllerClient? Client { get; internal init; }

    internal ClusterView View { get; }

    /// <summary>Random bits for a purpose, a pure function of seed, purpose, pod and count.</summary>
    internal Func<string, ulong> Chance { get; }

    /// <summary>The nodes that the pod's selector and affinity allow.</summary>
    internal AllowedNodes Allowed => field ??= View.AllowedFor(SchedulingPod);

    internal SchedulerActions? Actions { get; init; }

    internal PluginRunner? Runner { get; init; }

    internal HashSet<SchedulerPlugin> SkippedFilters { get; }

    /// <summary>The filters that are not skipped, in order; known once PreFilter has run.</summary>
    internal SchedulerPlugin[]? ActiveFilters { get; set; }

    internal HashSet<SchedulerPlugin> SkippedScores { get; } = [];

    /// <summary>What a plugin kept; null where nothing.</summary>
    public T? Get<T>(SchedulerPlugin plugin)
        where T : PluginState => _states.TryGetValue(plugin, out var state) ? state as T : null;

    /// <summary>Keeps something for a plugin, until the pod is bound or has failed.</summary>
    public void Set(SchedulerPlugin plugin, PluginState state) => _states[plugin] = state;

    /// <summary>A cycle to try things on.</summary>
    internal SchedulingCycle Copy() =>
        new(SchedulingPod, Snapshot, View, Chance, _states.ToDictionary(s => s.Key, s => s.Value.Copy()), SkippedFilters) { Client = Client, Actions = Actions, Runner = Runner, ActiveFilters = ActiveFilters };
}
