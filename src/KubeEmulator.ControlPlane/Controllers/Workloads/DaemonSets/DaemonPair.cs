using KubeEmulator.Objects;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>The new and the old pod of a DaemonSet on one node.</summary>
internal sealed class DaemonPair
{
    public DaemonPair(DaemonState state, string node, IEnumerable<PodView> pods)
    {
        Node = node;
        var alive = pods.Where(p => !p.IsDeleting).ToList();
        var updated = alive.Where(state.IsUpdated).ToList();
        var old = alive.Where(p => !state.IsUpdated(p)).ToList();
        IsClear = updated.Count <= 1 && old.Count <= 1;
        Updated = updated.Count > 0 ? updated[0] : null;
        Old = old.Count > 0 ? old[0] : null;
    }

    public string Node { get; }

    /// <summary>Whether there is at most one of each; otherwise surplus pods have to go first.</summary>
    public bool IsClear { get; }

    public PodView? Updated { get; }

    public PodView? Old { get; }
}
