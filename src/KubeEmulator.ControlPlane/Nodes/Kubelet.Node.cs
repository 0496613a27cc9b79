using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <content>The node itself: who asks for it, how it stands.</content>
internal sealed partial class Kubelet : INodeRuntime
{
    /// <summary>What the node runs short of.</summary>
    public NodePressure Pressure { get; set; }

    IReadOnlyList<KubeObject> INodeRuntime.Pods
    {
        get
        {
            lock (_agents)
            {
                return [.. _agents.Values.Select(a => a.Object)];
            }
        }
    }

    public MapValue Configuration => KubeletConfiguration.For(_host.Services.Settings);

    public NodeUsage ReadUsage()
    {
        Pods.PodAgent[] agents;
        lock (_agents)
        {
            agents = [.. _agents.Values];
        }

        return UsageModel.Read(agents.Select(a => a.Object), StartTime, Now);
    }

    /// <summary>The running side of a pod; null where there is none.</summary>
    public IPodSandbox? FindSandbox(string uid)
    {
        lock (_agents)
        {
            return _agents.GetValueOrDefault(uid)?.Sandbox;
        }
    }

    /// <summary>When the Lease was last renewed, on the beat that began with the kubelet.</summary>
    public DateTimeOffset LastRenewal(TimeSpan every)
    {
        var since = Now - StartTime;
        return StartTime + (every * (since.Ticks / every.Ticks));
    }

    /// <summary>Takes exactly these pods.</summary>
    public void Reconcile(IReadOnlyList<KubeObject> pods)
    {
        var wanted = pods.Select(p => p.Metadata.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var uid in _agents.Keys.Where(uid => !wanted.Contains(uid)).ToArray())
        {
            Drop(uid);
        }

        foreach (var pod in pods)
        {
            // After a restore the store knows less than the agent does: then the store is right.
            if (_agents.TryGetValue(pod.Metadata.Uid, out var agent) && agent.Object.Metadata.Revision > pod.Metadata.Revision)
            {
                Drop(pod.Metadata.Uid);
            }

            Take(pod);
        }
    }

    /// <summary>Lets pods of a namespace look again at what they refer to.</summary>
    public void ConfigChanged(string @namespace)
    {
        foreach (var agent in _agents.Values)
        {
            if (agent.Object.Namespace == @namespace)
            {
                var waited = agent.WaitsForConfig;
                agent.ConfigChanged();
                if (waited)
                {
                    Enqueue(agent);
                }
            }
        }
    }
}
