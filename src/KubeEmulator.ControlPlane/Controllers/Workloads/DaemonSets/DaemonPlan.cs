using KubeEmulator.Objects;
using KubeEmulator.Rules;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Which pods a DaemonSet makes and deletes.</summary>
/// <param name="Create">The nodes that get a pod.</param>
/// <param name="Delete">The pods that go.</param>
internal sealed record DaemonPlan(IReadOnlyList<string> Create, IReadOnlyList<PodView> Delete)
{
    public static readonly DaemonPlan Nothing = new([], []);

    public bool IsEmpty => Create.Count == 0 && Delete.Count == 0;

    /// <summary>
    /// A pod where there is to be one, none where there is not, and never two but for a surge. Ended pods go by
    /// <paramref name="mayRestart"/>; <c>pkg/controller/daemon/daemon_controller.go</c> podsShouldBeOnNode.
    /// </summary>
    public static DaemonPlan Keep(DaemonState state, Func<PodView, bool> mayRestart)
    {
        var create = new List<string>();
        var delete = new List<PodView>();
        foreach (var (node, (run, stay)) in state.Nodes.All.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            if (!state.Pods.TryGetValue(node, out var pods))
            {
                create.AddRange(run ? [node] : []);
                continue;
            }

            var alive = pods.Where(p => !p.IsDeleting).ToList();
            if (!stay)
            {
                delete.AddRange(alive);
                continue;
            }

            delete.AddRange(alive.Where(p => PodState.IsTerminal(p) && mayRestart(p)));
            var running = alive.Where(p => !PodState.IsTerminal(p)).ToList();
            running.Sort(DaemonPods.ByAge);
            if (!state.Set.AllowsSurge)
            {
                delete.AddRange(running.Skip(1));
            }
            else if (running.Count <= 1)
            {
                create.AddRange(running.Count == 0 && run ? [node] : []);
            }
            else
            {
                delete.AddRange(Surplus(state, running));
            }
        }

        // The pod collector does not know pods that wait for a node that is gone.
        delete.AddRange(state.Pods.Where(p => !state.Nodes.All.ContainsKey(p.Key)).SelectMany(p => p.Value).Where(p => p.NodeName.Length == 0 && !p.IsDeleting));
        return new DaemonPlan(create, delete);
    }

    // The oldest new and the oldest old pod may stay together while the new one is not available and the old one is ready.
    private static IEnumerable<PodView> Surplus(DaemonState state, List<PodView> running)
    {
        var updated = running.Where(state.IsUpdated).ToList();
        var old = running.Where(p => !state.IsUpdated(p)).ToList();
        var replaced = updated.Count > 0 && old.Count > 0 && (!PodState.IsReady(old[0]) || state.IsAvailable(updated[0]));
        return [.. updated.Skip(1), .. old.Skip(replaced ? 0 : 1)];
    }

    /// <summary>The next step of a rolling update; <c>pkg/controller/daemon/update.go</c> rollingUpdate.</summary>
    public static DaemonPlan Roll(DaemonState state)
    {
        var desired = state.Nodes.Wanted.Count();
        var pods = state.Nodes.Wanted.Where(n => !state.Pods.ContainsKey(n)).Select(n => (n, (IReadOnlyList<PodView>)[]))
            .Concat(state.Pods.Select(p => (p.Key, p.Value)))
            .OrderBy(p => p.Item1, StringComparer.Ordinal)
            .Select(p => new DaemonPair(state, p.Item1, p.Item2))
            .ToList();
        return state.Set.MaxSurge(desired) is var surge and > 0 ? Surge(state, pods, surge, desired) : Replace(state, pods, state.Set.MaxUnavailable(desired));
    }

    // Old pods go, as many as may be missing; those that are of no use anyway go first.
    private static DaemonPlan Replace(DaemonState state, List<DaemonPair> pairs, int maxUnavailable)
    {
        var missing = 0;
        var useless = new List<PodView>();
        var candidates = new List<PodView>();
        foreach (var pair in pairs)
        {
            switch (pair)
            {
                case { IsClear: false } or { Updated: null, Old: null } or { Updated: not null, Old: not null }:
                    missing++;
                    break;
                case { Updated: { } updated }:
                    missing += state.IsAvailable(updated) ? 0 : 1;
                    break;
                case { Old: { } old } when !state.IsAvailable(old):
                    useless.Add(old);
                    missing++;
                    break;
                case { Old: { } old }:
                    candidates.Add(old);
                    break;
            }
        }

        return Nothing with { Delete = [.. useless, .. candidates.Take(Math.Max(maxUnavailable - missing, 0))] };
    }

    // New pods come beside old ones; an old one goes when the new one is available.
    private static DaemonPlan Surge(DaemonState state, List<DaemonPair> pairs, int maxSurge, int desired)
    {
        var (surging, available) = (0, 0);
        var delete = new List<PodView>();
        var misplaced = new List<PodView>();
        var replace = new List<string>();
        var candidates = new List<string>();
        foreach (var pair in pairs)
        {
            if (!pair.IsClear)
            {
                surging++;
                continue;
            }

            var counted = pair.Old ?? pair.Updated;
            available += counted is { } pod && state.IsAvailable(pod) ? 1 : 0;
            switch (pair)
            {
                case { Old: null }:
                    break;
                case { Updated: { } updated, Old: { } old }:
                    surging += state.IsAvailable(updated) ? 0 : 1;
                    delete.AddRange(state.IsAvailable(updated) ? [old] : []);
                    break;
                case { Old: { } old } when !state.Nodes.Wants(pair.Node):
                    (state.IsAvailable(old) ? misplaced : delete).Add(old);
                    break;
                case { Old: { } old }:
                    (state.IsAvailable(old) ? candidates : replace).Add(pair.Node);
                    break;
            }
        }

        delete.AddRange(misplaced.Take(Math.Max(available - desired, 0)));
        return new DaemonPlan([.. replace, .. candidates.Take(Math.Max(maxSurge - surging, 0))], delete);
    }
}
