using KubeEmulator.Api;
using KubeEmulator.Storage;

namespace KubeEmulator.Runtime;

/// <summary>
/// The parts that a cluster's actors share: clock, executor, quiet. Owned by the cluster. Thread-safe.
/// </summary>
public sealed class ControlPlaneRuntime : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _started = [];
    private Exception? _fault;

    /// <summary>A runtime over a cluster's parts; where these have a <see cref="ClusterClock"/>, it settles through this runtime.</summary>
    /// <param name="services">The parts.</param>
    /// <param name="patience">How long (real time) a wait for quiet, and the runtime's end, bear that nothing goes on; ten seconds where not given.</param>
    /// <param name="grace">How long (real time) clients outside that watch must have been silent; 50 ms where not given.</param>
    public ControlPlaneRuntime(ClusterServices services, TimeSpan? patience = null, TimeSpan? grace = null)
    {
        Services = services;
        Executor = new SerialExecutor(services.Clock, fault => Interlocked.CompareExchange(ref _fault, fault, null), patience);
        Quiet = new Quiet(Executor, services.Activity, patience ?? Quiet.DefaultPatience, grace ?? Quiet.DefaultGrace);
        if (services.Clock is ClusterClock clock)
        {
            clock.Settle = QuietAsync;
            clock.Firing = Executor.RunHere;
        }
    }

    /// <summary>The cluster's parts.</summary>
    public ClusterServices Services { get; }

    /// <summary>Where actors take turns.</summary>
    public SerialExecutor Executor { get; }

    /// <summary>The revision at which a cluster like this one had come to rest, from which this one begins; 0 where it begins otherwise. Set before the start.</summary>
    internal long SettledRevision { get; set; }

    internal Quiet Quiet { get; }

    /// <summary>Completes when nothing is left to do before the next timer.</summary>
    /// <exception cref="TimeoutException">Something stayed busy and nothing went on for the time that the runtime bears; the message names it.</exception>
    /// <exception cref="InvalidOperationException">A component threw outside of a reconcile, which is retried; the inner exception is what it threw.</exception>
    public async Task QuietAsync(CancellationToken cancellation = default)
    {
        await Quiet.WaitAsync(cancellation).ConfigureAwait(false);
        if (Interlocked.Exchange(ref _fault, null) is { } fault)
        {
            throw new InvalidOperationException($"A component of the control plane failed: {fault.Message}", fault);
        }
    }

    /// <summary>Starts a component; it ends with this runtime, the last started first.</summary>
    public void Start(IControlPlaneComponent component)
    {
        var started = component.Start(this);
        lock (_started)
        {
            _started.Add(started);
        }
    }

    /// <summary>Starts controllers; dispose the host before the runtime.</summary>
    public ControllerHost StartControllers(IEnumerable<Controller> controllers)
    {
        var host = new ControllerHost(Services, Executor, Quiet, controllers, SettledRevision);
        host.Start();
        return host;
    }

    /// <summary>
    /// One actor's place in the change log, begun at once: first the snapshot of now, then every change, each once and on the
    /// executor. Where the actor fell behind or the store was restored it is told to begin from a snapshot again. Quiet waits for it.
    /// </summary>
    internal LogFollower Follow(Action<Snapshot> onStart, Action<Change> onChange)
    {
        var follower = new LogFollower(Services.Store, Executor, Quiet, onStart, onChange);
        follower.Start();
        return follower;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable[] started;
        lock (_started)
        {
            started = [.. _started];
            _started.Clear();
        }

        foreach (var component in started.Reverse())
        {
            await component.DisposeAsync().ConfigureAwait(false);
        }

        await Executor.DisposeAsync().ConfigureAwait(false);
    }
}
