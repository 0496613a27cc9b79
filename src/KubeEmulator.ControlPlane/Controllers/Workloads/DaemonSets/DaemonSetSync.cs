using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>One look at one DaemonSet: what <see cref="DaemonPlan"/> finds is done.</summary>
internal sealed class DaemonSetSync
{
    private readonly ReconcileContext _context;
    private readonly DaemonSetView _set;
    private readonly LabelSelector _selector;
    private readonly string _hash;
    private readonly DaemonBackoff _backoff;
    private readonly PodControl _pods;
    private readonly DaemonNodes _nodes;

    public DaemonSetSync(ReconcileContext context, KubeObject set, LabelSelector selector, string hash, DaemonBackoff backoff)
    {
        (_context, _set, _selector, _hash, _backoff) = (context, new DaemonSetView(set), selector, hash, backoff);
        _pods = new PodControl(context, set, WorkloadKinds.DaemonSet);
        _nodes = new DaemonNodes(_set, context.Snapshot.List(WorkloadResources.Nodes).Select(n => new NodeView(n)));
    }

    /// <summary>When a failed pod may go; null where none waits.</summary>
    public TimeSpan? Again { get; private set; }

    /// <summary>What there is now.</summary>
    public DaemonState Read() => new(_set, _nodes, Dependents.Pods(_context.Refresh(), _set.Object).Where(p => _selector.Matches(p.Labels)), _hash, _context.Now);

    /// <summary>Makes and deletes pods, at most so many of each; answers the first refusal.</summary>
    public async ValueTask<ApiException?> RunAsync(int most)
    {
        var ended = new List<PodView>();
        var plan = DaemonPlan.Keep(Read(), pod => MayRestart(pod, ended));
        foreach (var pod in ended)
        {
            await TellEndAsync(pod).ConfigureAwait(false);
        }

        // An update waits until every node has what it should have.
        plan = plan.IsEmpty && _set.IsRolling ? DaemonPlan.Roll(Read()) : plan;
        return await CarryOutAsync(plan, most).ConfigureAwait(false);
    }

    private async ValueTask<ApiException?> CarryOutAsync(DaemonPlan plan, int most)
    {
        var document = _pods.Document(DaemonPods.Template(_set, _hash));
        var (_, refused) = await _pods.CreateManyAsync([.. plan.Create.Take(most).Select(node => DaemonPods.Pinned(document, node))]).ConfigureAwait(false);
        foreach (var pod in plan.Delete.Take(most))
        {
            try
            {
                await _pods.DeleteAsync(pod.Object).ConfigureAwait(false);
            }
            catch (ApiException error)
            {
                refused ??= error;
            }
        }

        return refused;
    }

    private bool MayRestart(PodView pod, List<PodView> ended)
    {
        if (pod.Phase == "Failed")
        {
            var key = $"{_set.Object.Metadata.Uid}/{_set.Object.Status.Count("observedGeneration")}/{DaemonPods.NodeOf(pod)}";
            if (_backoff.Next(key, _context.Now) is var delay && delay > TimeSpan.Zero)
            {
                Again = Again < delay ? Again : delay;
                return false;
            }
        }

        ended.Add(pod);
        return true;
    }

    private ValueTask TellEndAsync(PodView pod)
    {
        var where = $"daemon pod {pod.Namespace}/{pod.Name} on node {DaemonPods.NodeOf(pod)}";
        return pod.Phase == "Failed"
            ? _context.Events.WarningAsync(_set.Object, "FailedDaemonPod", $"Found failed {where}, will try to kill it")
            : _context.Events.NormalAsync(_set.Object, "SucceededDaemonPod", $"Found succeeded {where}, will try to delete it");
    }
}
