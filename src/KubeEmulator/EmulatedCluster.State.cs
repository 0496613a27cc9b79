using KubeEmulator.Kinds;
using KubeEmulator.Nodes;
using KubeEmulator.Nodes.Stages;
using KubeEmulator.State;

namespace KubeEmulator;

/// <content>Snapshots, restore, forks: what no real cluster can.</content>
public sealed partial class EmulatedCluster
{
    private ClusterSnapshot _initial;

    /// <summary>The state of now. Takes no time, whatever the size of the cluster.</summary>
    public ClusterSnapshot Snapshot() => new(_services.Store.Current, Clock.GetUtcNow());

    /// <summary>
    /// Goes back to a state of this cluster, of a fork or of its origin. The resource version rises all the same and watches end
    /// with 410, so that clients list anew, as after the restore of an etcd backup. The clock does not go back: what fell due
    /// meanwhile is done at once. Programs' memory and open streams are not part of a state: containers that are not in it end,
    /// those that are go on.
    /// </summary>
    public void Restore(ClusterSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        _services.Store.Restore(snapshot.Objects);
        Registry.Refresh();
    }

    /// <summary>Goes back to how the cluster was when it had started; see <see cref="Restore"/>.</summary>
    public void Reset() => Restore(_initial);

    /// <summary>
    /// Another cluster that begins as this one is now, in the middle of whatever is under way, and goes its own way: equal writes
    /// give equal results in both, and neither touches the other. What was said of pods (<see cref="Pods"/>), nodes and calls
    /// (<see cref="Faults"/>) holds in both; rules go on from where they were. It has the same CA and token keys, a manual clock of its own at
    /// the same time (any other clock is shared), a request log of its own, and listens nowhere. The copy takes no time; dispose it as
    /// any cluster. User controllers of the options run in both, so one that keeps state of its own must be made for that.
    /// </summary>
    public EmulatedCluster Fork()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        var fork = new EmulatedCluster(_options, _identity.Share(), Clock.Fork(), Random.Fork(), _services.Store.Fork(), Webhooks) { _securePort = _securePort };
        fork.Registry.Refresh();
        fork.ShareAdditions(this);
        fork.Metrics.Inherit(Metrics);
        fork.StartComponents();
        fork._initial = _initial;
        fork._beginning = _beginning;
        return fork;
    }

    // What was said of pods, nodes and calls, and the Stages and static pods that were added since the start, are in both.
    private void ShareAdditions(EmulatedCluster origin)
    {
        foreach (var stages in origin._components.OfType<ClusterStages>())
        {
            Stages.TakeFrom(stages);
        }

        foreach (var nodes in origin._components.OfType<ClusterNodes>())
        {
            Nodes.TakeFrom(nodes);
        }

        Faults.TakeFrom(origin.Faults);
    }

    private CustomResourceRegistry Registry => CustomResourceRegistry.Of(_services);
}
