using KubeEmulator.Api;

namespace KubeEmulator.Runtime;

/// <summary>The parts that a cluster's actors share: clock, executor, quiet. Owned by the cluster.</summary>
public sealed class ControlPlaneRuntime : IAsyncDisposable
{
    /// <summary>A runtime over a cluster's parts; its clock settles through it.</summary>
    public ControlPlaneRuntime(ClusterServices services, Action<Exception>? onFault = null)
    {
        Services = services;
        Executor = new SerialExecutor(services.Clock, onFault ?? (_ => { }));
        Quiet = new Quiet(Executor, services.Activity);
        if (services.Clock is ClusterClock clock)
        {
            clock.Settle = QuietAsync;
        }
    }

    /// <summary>The cluster's parts.</summary>
    public ClusterServices Services { get; }

    /// <summary>Where actors take turns.</summary>
    public SerialExecutor Executor { get; }

    internal Quiet Quiet { get; }

    /// <summary>Completes when nothing is left to do before the next timer.</summary>
    /// <exception cref="TimeoutException">Something stayed busy for ten seconds of real time; the message names it.</exception>
    public Task QuietAsync(CancellationToken cancellation = default) => Quiet.WaitAsync(cancellation);

    /// <summary>Starts controllers; dispose the host before the runtime.</summary>
    public ControllerHost StartControllers(IEnumerable<Controller> controllers)
    {
        var host = new ControllerHost(Services, Executor, Quiet, controllers);
        host.Start();
        return host;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Executor.DisposeAsync();
}
