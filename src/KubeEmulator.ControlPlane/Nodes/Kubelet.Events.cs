using KubeEmulator.Nodes.Pods;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <content>What happens to the node: off and on, cut off, short of something.</content>
internal sealed partial class Kubelet
{
    // Kubelet's evictionMonitoringPeriod.
    private static readonly TimeSpan EvictEvery = TimeSpan.FromSeconds(10);

    // scheduling.SystemCriticalPriority.
    private const int SystemCritical = 2_000_000_000;

    private IDisposable? _evictions;
    private bool _shuttingDown;

    /// <summary>Why the node is not ready although its kubelet lives; null where it is.</summary>
    public string? NotReady => _shuttingDown ? "node is shutting down" : null;

    /// <summary>How it stands now. From any thread.</summary>
    public NodeStanding Standing => new(State, StoppedAt, Pressure, _shuttingDown);

    /// <summary>Goes on with what it was doing in the cluster of which this is a fork.</summary>
    public async ValueTask GoOnAsync(NodeStanding standing)
    {
        if (standing.ShuttingDown)
        {
            await ShutdownAsync().ConfigureAwait(false);
        }

        await EvictNextAsync().ConfigureAwait(false);
    }

    public async ValueTask StopAsync(NodeState state)
    {
        if (!IsAlive)
        {
            return;
        }

        var renewed = _host.LastRenewal(Name) ?? Now;
        (State, StoppedAt, _shuttingDown) = (state, Now, false);
        if (state == NodeState.Stopped)
        {
            foreach (var agent in _agents.Values)
            {
                agent.PowerLost();
            }
        }

        // From now on nobody derives the renewal: the Lease itself says when the node was last heard of.
        await _host.Registrar.WriteLeaseAsync(this, renewed).ConfigureAwait(false);
    }

    public async ValueTask StartAsync()
    {
        if (IsAlive)
        {
            return;
        }

        var rebooted = State == NodeState.Stopped;
        (State, StartTime, Pressure) = (NodeState.Running, Now, NodePressure.None);
        if (Node is not { } node)
        {
            return;
        }

        if (rebooted)
        {
            await Events.RecordAsync(node, "Normal", "Starting", "Starting kubelet.", host: Name).ConfigureAwait(false);
            await Events.RecordAsync(node, "Warning", "Rebooted", $"Node {Name} has been rebooted, boot id: {node.Status.Map("nodeInfo")?.String("bootID")}", host: Name).ConfigureAwait(false);
        }

        await _host.Registrar.PostStatusAsync(this).ConfigureAwait(false);
        _host.Deal(this, _host.Services.Store.Current);
        _host.NodeStarted?.Invoke(Name);
        Mirror();
        foreach (var agent in _agents.Values)
        {
            Enqueue(agent);
        }
    }

    public async ValueTask ShutdownAsync()
    {
        if (!IsAlive || _shuttingDown)
        {
            return;
        }

        _shuttingDown = true;
        await _host.Registrar.PostStatusAsync(this).ConfigureAwait(false);

        // nodeshutdown_manager.go: what the cluster itself needs ends last.
        var critical = _agents.Values.ToLookup(a => a.Shape.View.Priority >= SystemCritical);
        End(critical[false]);
        WhenOver([.. critical[false]], () =>
        {
            End(critical[true]);
            WhenOver([.. _agents.Values], () => _host.Executor.Post(() => StopAsync(NodeState.Stopped)));
        });
    }

    private void End(IEnumerable<PodAgent> agents)
    {
        const string message = "Pod was terminated in response to imminent node shutdown.";
        foreach (var agent in agents)
        {
            agent.Terminate(new PodTermination("Terminated", message, null) { Disruption = message });
            Enqueue(agent);
        }
    }

    public async ValueTask SetPressureAsync(NodePressure pressure)
    {
        var before = Pressure;
        Pressure = pressure;
        await _host.Registrar.PostStatusAsync(this).ConfigureAwait(false);
        if (Node is { } node)
        {
            foreach (var (flag, bad, good) in PressureEvents)
            {
                if ((before & flag) != (pressure & flag))
                {
                    await Events.RecordAsync(node, "Normal", pressure.HasFlag(flag) ? bad : good, $"Node {Name} status is now: {(pressure.HasFlag(flag) ? bad : good)}", host: Name).ConfigureAwait(false);
                }
            }
        }

        await EvictNextAsync().ConfigureAwait(false);
    }

    private static readonly (NodePressure Flag, string Bad, string Good)[] PressureEvents =
    [
        (NodePressure.Memory, "NodeHasInsufficientMemory", "NodeHasSufficientMemory"),
        (NodePressure.Disk, "NodeHasDiskPressure", "NodeHasNoDiskPressure"),
        (NodePressure.Pid, "NodeHasInsufficientPID", "NodeHasSufficientPID"),
    ];

    /// <summary>Why the node refuses a pod while it is short of something; kubelet's <c>eviction_manager.go</c> (Admit).</summary>
    private NodeRefusal? RefuseUnderPressure(PodView pod)
    {
        if (Pressure == NodePressure.None || PodPriorities.IsCritical(pod))
        {
            return null;
        }

        if (Pressure == NodePressure.Memory && (QosClass.Compute(pod) != QosClass.BestEffort
            || pod.Tolerations.Any(t => Tolerations.Tolerates(t, new TaintView(MapValue.Of(("key", WellKnownLabels.TaintMemoryPressure), ("effect", "NoSchedule")))))))
        {
            return null;
        }

        string[] names = [.. NodeConditions.Of(Pressure, null).Where(c => c.String("status") == "True" && c.String("type") != "Ready").Select(c => c.StringOrEmpty("type"))];
        return new NodeRefusal("Evicted", $"The node had condition: [{string.Join(' ', names)}]. ");
    }

    private async ValueTask EvictNextAsync()
    {
        _evictions?.Dispose();
        _evictions = null;
        if (!IsAlive || (Pressure & (NodePressure.Memory | NodePressure.Disk)) == 0)
        {
            return;
        }

        var resource = Pressure.HasFlag(NodePressure.Memory) ? "memory" : "ephemeral-storage";
        if (EvictionRank.Next(_agents.Values, resource, Now) is not { } next)
        {
            return;
        }

        var (agent, message) = next;
        agent.Terminate(new PodTermination("Evicted", message, 1) { Disruption = message });
        await Events.RecordAsync(agent.Object, "Warning", "Evicted", message, host: Name).ConfigureAwait(false);
        Enqueue(agent);
        _evictions = _host.Executor.PostAt(Now + EvictEvery, EvictNextAsync);
    }

    // When the last container has ended; patience ends with the longest grace.
    private void WhenOver(IReadOnlyList<PodAgent> agents, Action act)
    {
        var limit = Now.AddSeconds(agents.Select(a => a.Shape.Grace + ContainerStop.MinimumGrace).DefaultIfEmpty(0).Max());
        Look();

        void Look()
        {
            if (!_shuttingDown)
            {
                // Somebody was faster: it is off, or back.
                return;
            }

            if (Now >= limit || agents.All(a => a.IsOver))
            {
                act();
            }
            else
            {
                PostAt(Now.AddSeconds(1), Look);
            }
        }
    }
}
