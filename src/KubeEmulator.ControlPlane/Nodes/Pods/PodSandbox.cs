using System.Net;
using KubeEmulator.Nodes.Containers;
using KubeEmulator.Nodes.Environment;

namespace KubeEmulator.Nodes.Pods;

/// <summary>
/// The running side of one pod: network, volumes, programs, logs. Containers whose programs only wait exist as a note of how to
/// start them until somebody looks into one. Thread-safe: the kubelet starts and ends, clients come in from outside.
/// </summary>
internal sealed partial class PodSandbox : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ContainerHost _host;
    private readonly IReadOnlyList<string> _addresses;
    private readonly IReadOnlyList<string> _hostAddresses;
    private readonly List<Slot> _slots = [];
    private PodShape _pod;
    private PodNetwork? _network;
    private PodVolumes? _volumes;
    private ProgramExecutor? _executor;
    private bool _disposed;

    public PodSandbox(ContainerHost host, PodShape pod, IReadOnlyList<string> addresses, IReadOnlyList<string> hostAddresses) =>
        (_host, _pod, _addresses, _hostAddresses) = (host, pod, addresses, hostAddresses);

    /// <summary>Takes the newest version of the pod.</summary>
    public void Update(PodShape pod)
    {
        lock (_gate)
        {
            _pod = pod;
            if (_volumes is not null)
            {
                _volumes.Refresh(Scope());
            }
        }
    }

    /// <summary>Writes what changed in ConfigMaps and Secrets.</summary>
    public void RefreshVolumes() => Update(_pod);

    /// <summary>Starts a run of a container, or notes how to.</summary>
    public void Start(ContainerLaunch launch)
    {
        lock (_gate)
        {
            var slot = _slots.Find(s => s.Name == launch.Container.Name);
            if (slot is null)
            {
                _slots.Add(slot = new Slot(launch.Container.Name));
            }

            slot.Begin(launch);
            if (!launch.IsLazy)
            {
                Run(slot);
            }
        }
    }

    /// <summary>Notes the end of a run that no program told of.</summary>
    public void End(string container)
    {
        lock (_gate)
        {
            if (_slots.Find(s => s.Name == container) is { } slot)
            {
                slot.End();
            }
        }
    }

    /// <summary>Sends the container its stop signal, or KILL. False where no program runs that could tell of its end.</summary>
    public bool Stop(string container, bool kill)
    {
        RunningContainer? running;
        ContainerSignal signal;
        lock (_gate)
        {
            var slot = _slots.Find(s => s.Name == container);
            running = slot?.Running;
            signal = kill || slot is null ? ContainerSignal.Kill : slot.Launch.Entry.Image.StopSignal;
        }

        if (running is not { IsRunning: true })
        {
            return false;
        }

        running.Signal(signal);
        return true;
    }

    /// <summary>The program of a container that runs, started now if it was not; null where the container does not run.</summary>
    public RunningContainer? Enter(string container)
    {
        lock (_gate)
        {
            return _slots.Find(s => s.Name == container) is { IsLive: true } slot ? slot.Running ?? Run(slot) : null;
        }
    }

    /// <summary>The pod's network, with whatever listens in its running containers.</summary>
    public PodNetwork EnterNetwork()
    {
        lock (_gate)
        {
            foreach (var slot in _slots.Where(s => s is { IsLive: true, Running: null }))
            {
                Run(slot);
            }

            return Network();
        }
    }

    /// <summary>Where the pod's programs run.</summary>
    public ProgramExecutor Executor
    {
        get
        {
            lock (_gate)
            {
                return _executor ??= _host.NewExecutor();
            }
        }
    }

    /// <summary>The end of a container's log, and its termination message file; empty where nothing ran.</summary>
    public (string File, Func<string> LogEnd) LastWords(string container, string path)
    {
        lock (_gate)
        {
            if (_slots.Find(s => s.Name == container) is not { Running: { } running } slot)
            {
                return ("", () => "");
            }

            var file = running.Spec.Files.Exists(path) ? running.Spec.Files.ReadAllText(path) : "";
            return (file, () => slot.Log.ReadText(new LogReadOptions { TailLines = 80 }));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var slot in _slots)
            {
                slot.End();
                slot.Running?.Dispose();
            }
        }
    }

    private RunningContainer Run(Slot slot)
    {
        var launch = slot.Launch;
        var scope = Scope();
        _volumes ??= new PodVolumes(_host, scope);
        return slot.Running = RunningContainer.Start(launch.Entry.Create(), ContainerSetup.Spec(scope, launch, _volumes, _host, slot.Log, Network(), _executor ??= _host.NewExecutor()));
    }

    private PodNetwork Network() => _network ??= new PodNetwork(
        [.. (_pod.View.HostNetwork ? _hostAddresses : _addresses).Select(IPAddress.Parse)], ContainerSetup.HostName(_pod.Object), _pod.Object.Namespace, _host.Network);

    private PodScope Scope() => PodScope.Of(_pod, _host.Services, _addresses, _hostAddresses);

    private sealed class Slot(string name)
    {
        private ContainerLog? _log;

        public string Name => name;

        public ContainerLaunch Launch { get; private set; } = null!;

        public RunningContainer? Running { get; set; }

        public bool IsLive { get; private set; }

        public bool HasPrevious { get; private set; }

        public ContainerLog? Previous { get; private set; }

        public ContainerLog Log => _log ??= NewLog();

        public void Begin(ContainerLaunch launch)
        {
            HasPrevious = Launch is not null;
            Previous = _log;
            (_log, Launch, Running, IsLive) = (null, launch, null, true);
        }

        public void End()
        {
            IsLive = false;
            _log?.Close();
        }

        private ContainerLog NewLog()
        {
            var log = new ContainerLog();
            if (!IsLive)
            {
                log.Close();
            }

            return log;
        }
    }
}
