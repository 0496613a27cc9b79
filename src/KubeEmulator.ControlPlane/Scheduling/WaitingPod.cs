using KubeEmulator.Objects;

namespace KubeEmulator.Scheduling;

/// <summary>A pod whose node is chosen and that waits for plugins to permit it. Thread-safe.</summary>
public sealed class WaitingPod
{
    private readonly Scheduler _scheduler;

    internal WaitingPod(Scheduler scheduler, PendingBinding pending) =>
        (_scheduler, Pod, NodeName, PendingPlugins) = (scheduler, pending.Cycle.Pod, pending.Node, [.. pending.WaitingFor.Keys]);

    /// <summary>The pod.</summary>
    public KubeObject Pod { get; }

    /// <summary>The node chosen for it.</summary>
    public string NodeName { get; }

    /// <summary>The plugins that had not permitted it when this was made.</summary>
    public IReadOnlyList<string> PendingPlugins { get; }

    /// <summary>A plugin permits the pod; when all have, it is bound.</summary>
    public void Allow(string plugin) => _scheduler.OnExecutor(bindings => bindings.Allow(Pod.Metadata.Uid, plugin));

    /// <summary>A plugin refuses the pod; it goes back into the queue.</summary>
    public void Reject(string plugin, string message) =>
        _scheduler.OnExecutor(bindings => bindings.Reject(Pod.Metadata.Uid, PluginStatus.Unschedulable(message).By(plugin)));
}
