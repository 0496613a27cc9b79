using KubeEmulator.Runtime;
using KubeEmulator.Scheduling;

namespace KubeEmulator.Components;

/// <summary>kube-scheduler's part of a cluster.</summary>
internal sealed class SchedulerComponent(SchedulerOptions options) : IControlPlaneComponent
{
    public string Name => "kube-scheduler";

    /// <summary>The scheduler, from the start on.</summary>
    public Scheduler? Scheduler { get; private set; }

    public IAsyncDisposable Start(ControlPlaneRuntime runtime) => Scheduler = Scheduler.Start(runtime, options);
}
