using System.Net.WebSockets;
using KubeEmulator.Access;
using KubeEmulator.Admission;
using KubeEmulator.Api;
using KubeEmulator.Bootstrap;
using KubeEmulator.Components;
using KubeEmulator.Control;
using KubeEmulator.Metrics;
using KubeEmulator.Network;
using KubeEmulator.Nodes;
using KubeEmulator.Nodes.Stages;
using KubeEmulator.Runtime;
using KubeEmulator.Scheduling;
using KubeEmulator.Server;
using KubeEmulator.Server.Transport;
using KubeEmulator.State;
using KubeEmulator.Storage;
using KubeEmulator.Webhooks;

namespace KubeEmulator;

/// <summary>
/// A Kubernetes cluster in this process. <see cref="Api"/> and <see cref="CreateHandler"/> reach it without a socket;
/// <see cref="ListenAsync"/> opens a loopback port for other programs. Dispose it to end everything; doing so again does nothing.
/// Thread-safe.
/// </summary>
public sealed partial class EmulatedCluster : IAsyncDisposable
{
    // Whether a cluster of this process has begun.
    private static int _begun;

    private readonly EmulatedClusterOptions _options;
    private readonly ClusterServices _services;
    private readonly ClusterIdentity _identity;
    private readonly ControlPlaneRuntime _runtime;
    private readonly IControlPlaneComponent[] _components;
    private readonly WebhookCaller _webhooks;
    private readonly StaticTokens _tokens;
    private readonly CancellationTokenSource _ended = new();
    private int _disposed;

    private EmulatedCluster(EmulatedClusterOptions options, ClusterIdentity identity, ClusterClock clock, SeededRandom random, ObjectStore store, WebhookHandlers webhooks)
    {
        _options = options;
        _identity = identity;
        _securePort = options.SecurePort;
        Clock = clock;
        Random = random;
        Requests = new RequestLog(options.RequestLogSize, options.RecordBodies);
        _services = new ClusterServices
        {
            Store = store,
            Clock = clock,
            Random = random,
            Settings = options.Settings,
            Catalog = BuiltInCatalogs.For(options.Settings, options.ServesMetrics),
            Admission = AdmissionCatalog.For(options.Settings),
            Signer = new ClusterSigner(identity.Certificates),
        };
        _tokens = new StaticTokens(options.Tokens.ToDictionary(t => t.Token, t => t.User, StringComparer.Ordinal));
        Webhooks = webhooks;
        _webhooks = new WebhookCaller(_services, webhooks);
        _services.Webhooks = _webhooks;
        Server = new ApiServer(new ApiServerOptions
        {
            Services = _services,
            Authenticator = ClusterAccess.Attach(
                _services,
                _tokens,
                () => _identity.Certificates.Authority,
                options.RequireCredentials ? UserInfo.Anonymous : UserInfo.Admin,
                _identity.TokenKey),
            Observer = Requests.Observer,
            Control = [.. ControlCatalog.For(this), .. options.ControlEndpoints],
            Address = () => _address,
            AdvertisedAddress = () => $"{KubernetesService.Address}:{_securePort}",
        });
        _runtime = new ControlPlaneRuntime(_services, options.QuietPatience, options.ClientGrace);
        _components = [.. ComponentCatalog.For(options)];
        Network = new ClusterNetwork(_services, Server);
        foreach (var nodes in _components.OfType<ClusterNodes>())
        {
            nodes.Network = new PodsNetwork(Network);
        }

        Objects = new ClusterObjects(_services, _runtime, _ended.Token);
        Faults = new ClusterFaults(_services);
        Metrics = new ClusterMetrics(_services);
        if (options.ServesMetrics)
        {
            Metrics.Enable();
        }

        _initial = new ClusterSnapshot(store.Current, clock.GetUtcNow());
    }

    /// <summary>The API in process: the same verbs and the same pipeline as over HTTP.</summary>
    public ClusterApi Api => _services.Api;

    /// <summary>The objects by the names people use, and waiting for them.</summary>
    public ClusterObjects Objects { get; }

    /// <summary>What is to go wrong on purpose.</summary>
    public ClusterFaults Faults { get; }

    /// <summary>What containers, nodes and outside things use: for autoscalers and <c>kubectl top</c>.</summary>
    public ClusterMetrics Metrics { get; }

    /// <summary>What runs in the cluster, reached by its names and addresses without any socket.</summary>
    public ClusterNetwork Network { get; }

    /// <summary>The cluster's clock.</summary>
    public ClusterClock Clock { get; }

    /// <summary>The seed of the cluster's chance; give it to <see cref="EmulatedClusterOptions.Seed"/> to repeat a run.</summary>
    public ulong Seed => Random.Seed;

    /// <summary>What is under way. An operator of this process that marks its work here is waited for exactly by <see cref="QuietAsync"/>.</summary>
    public ClusterActivity Activity => _services.Activity;

    /// <summary>The requests answered over HTTP.</summary>
    public RequestLog Requests { get; }

    /// <summary>The webhooks that live in this process: handlers for Services and hosts. Forks share them.</summary>
    public WebhookHandlers Webhooks { get; }

    /// <summary>The cluster's CA and the certificates it signed.</summary>
    public ClusterCertificates Certificates => _identity.Certificates;

    /// <summary>The API server.</summary>
    public ApiServer Server { get; }

    /// <summary>The scheduler, which also explains its decisions; null where none runs.</summary>
    public Scheduler? Scheduler => _components.OfType<SchedulerComponent>().FirstOrDefault()?.Scheduler;

    /// <summary>The controllers that run; null where only the API does.</summary>
    public ControllerHost? Controllers => _components.OfType<ControllersComponent>().FirstOrDefault()?.Host;

    /// <summary>The simulated nodes.</summary>
    /// <exception cref="InvalidOperationException">The cluster runs no kubelets.</exception>
    public ClusterNodes Nodes => _components.OfType<ClusterNodes>().FirstOrDefault()
        ?? throw new InvalidOperationException("This cluster runs no kubelets: it was started with ApiOnly, or with Kubelets = false.");

    /// <summary>The Stages that the cluster plays: KWOK's, and those said in C#.</summary>
    /// <exception cref="InvalidOperationException">The cluster runs only the API.</exception>
    public ClusterStages Stages => _components.OfType<ClusterStages>().FirstOrDefault()
        ?? throw new InvalidOperationException("This cluster plays no Stages: it was started with ApiOnly.");

    /// <summary>What is to happen to pods, by selector: ready later, ends so many times, no image.</summary>
    /// <exception cref="InvalidOperationException">The cluster runs no kubelets.</exception>
    public PodRules Pods => Nodes.Rules;

    /// <summary>What the actors share, for tests that count what they do.</summary>
    internal ControlPlaneRuntime Runtime => _runtime;

    private SeededRandom Random { get; }

    /// <summary>Starts a cluster. Where something given is refused (a definition that is not valid), nothing is left behind.</summary>
    /// <exception cref="ArgumentException">Options contradict one another; the message has all faults with their remedies.</exception>
    /// <exception cref="ManifestException">A manifest or a file of fault rules is missing or malformed.</exception>
    /// <exception cref="InvalidDataException">The state file is of another version, or damaged.</exception>
    /// <exception cref="StageException">A Stage is missing or malformed.</exception>
    /// <exception cref="Objects.ApiException">An object of the options is refused; the message says why.</exception>
    public static async Task<EmulatedCluster> StartAsync(EmulatedClusterOptions? options = null)
    {
        options ??= new EmulatedClusterOptions();
        OptionRules.Check(options);
        var state = options.StatePath is { } path ? StateFile.Read(path) : null;

        // Read first and once: nothing is to be undone where one is refused, and forks need no files.
        options = options with
        {
            Stages = [.. options.StagePaths.SelectMany(Stage.ReadPath), .. options.Stages],
            StagePaths = [],
            Faults = [.. options.FaultPaths.SelectMany(FaultFile.Read), .. options.Faults],
            FaultPaths = [],
        };
        var clock = ClusterClock.Over(options.Clock ?? TimeProvider.System);
        if (state?.Whole is { } whole)
        {
            clock.Begin(whole.Time);
        }

        var random = options.Seed is { } seed ? new SeededRandom(seed) : SeededRandom.Unpredictable();
        var cluster = await BeginAsync(options, clock, random).ConfigureAwait(false);
        try
        {
            await DefinitionLoader.RunAsync(cluster._services, [.. options.CustomResourceDefinitions, CustomResourceDefinitions.FromTypes(options.CustomResourceTypes)]).ConfigureAwait(false);
            cluster.StartComponents();

            // So that the first pod finds its service account, and a reset comes back to a cluster that stands.
            await cluster.QuietAsync().ConfigureAwait(false);
            if (state is not null)
            {
                await cluster.LoadAsync(state, "default", CancellationToken.None).ConfigureAwait(false);
            }

            await cluster.ApplyManifestsAsync().ConfigureAwait(false);
            cluster._initial = cluster.Snapshot();
            foreach (var rule in options.Faults)
            {
                cluster.Faults.Add(rule);
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts a cluster: <c>await EmulatedCluster.StartAsync(o => o.WithSeed(1).WithManifests("crds/"))</c>.</summary>
    /// <exception cref="ManifestException">A manifest is missing or malformed.</exception>
    /// <exception cref="Objects.ApiException">An object to begin with is refused; the message says why.</exception>
    public static Task<EmulatedCluster> StartAsync(Func<KubeEmulatorBuilder, KubeEmulatorBuilder> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        return describe(new KubeEmulatorBuilder()).StartAsync();
    }

    /// <summary>
    /// Completes when nothing is left to do before the next timer: every controller, the scheduler and the kubelets have seen all
    /// changes and done their work. Open streams do not count. While clients watch over HTTP (in this process too), they count as done when
    /// for 50 ms of real time (<see cref="EmulatedClusterOptions.ClientGrace"/>) none has called or been told of a change; what holds a mark of <see cref="Activity"/> is waited for exactly.
    /// </summary>
    /// <exception cref="TimeoutException">
    /// Nothing went on for <see cref="EmulatedClusterOptions.QuietPatience"/> although something is busy, or the cluster never comes to rest
    /// (thirty times as long): the message names what is busy.
    /// </exception>
    /// <exception cref="InvalidOperationException">A component of the control plane failed; the inner exception says how.</exception>
    public Task QuietAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return _runtime.QuietAsync(cancellationToken);
    }

    /// <summary>
    /// A handler for <see cref="HttpClient"/> that reaches the API server without a socket, watches and log streams included. Requests
    /// without a credential are those of the administrator unless credentials are required. Many clients may share it.
    /// </summary>
    public HttpMessageHandler CreateHandler()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return new InMemoryHandler(Server.HandleAsync);
    }

    /// <summary>Opens a WebSocket to the API server without a network socket: exec, attach, port-forward, watch.</summary>
    /// <param name="uri">Path and query; the host does not matter.</param>
    /// <param name="headers">Headers such as <c>Authorization</c>.</param>
    /// <param name="protocols">The subprotocols asked for, best first.</param>
    /// <param name="cancellationToken">Gives up the handshake.</param>
    public Task<WebSocket> ConnectWebSocketAsync(Uri uri, IEnumerable<KeyValuePair<string, string>> headers, IReadOnlyList<string> protocols, CancellationToken cancellationToken = default) =>
        InMemoryWebSockets.ConnectAsync(Server.HandleAsync, uri, headers, protocols, cancellationToken);

    /// <summary>A kubeconfig for an address that <see cref="ListenAsync"/> returned, with the administrator's client certificate.</summary>
    public string Kubeconfig(Uri address) => KubeconfigText.Write(address, Certificates);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _ended.CancelAsync().ConfigureAwait(false);
        Server.Stop();
        await StopListeningAsync().ConfigureAwait(false);
        await _runtime.DisposeAsync().ConfigureAwait(false);
        Server.Dispose();
        _webhooks.Dispose();
        _identity.Release();
        _ended.Dispose();
    }

    // A cluster of which nothing runs yet.
    private static async Task<EmulatedCluster> BeginAsync(EmulatedClusterOptions options, ClusterClock clock, SeededRandom random)
    {
        var identity = new ClusterIdentity();
        try
        {
            // In a process's first cluster the template takes as long as these: who needs them below waits for them. Locks do, and not this
            // method, whose callers would all have to be compiled as methods that go on later.
            if (Interlocked.Exchange(ref _begun, 1) == 0)
            {
                _ = Task.Run(() => Prepare(options, identity));
            }

            var template = await TemplateCatalog.ForAsync(options).ConfigureAwait(false);
            var (store, beginning) = template.Open(random, new TemplateValues(clock.GetUtcNow(), options.SecurePort, identity.Certificates.AuthorityPem));
            var cluster = new EmulatedCluster(options, identity, clock, random, store, new WebhookHandlers()) { _beginning = beginning };
            cluster._runtime.SettledRevision = store.Current.Revision;
            return cluster;
        }
        catch
        {
            identity.Release();
            throw;
        }
    }

    private static void Prepare(EmulatedClusterOptions options, ClusterIdentity identity)
    {
        _ = BuiltInCatalogs.For(options.Settings, options.ServesMetrics);
        _ = identity.Certificates.AuthorityPem;
    }

    private async Task ApplyManifestsAsync()
    {
        foreach (var path in _options.ManifestPaths)
        {
            await Objects.ApplyPathAsync(path).ConfigureAwait(false);
        }

        foreach (var text in _options.Manifests)
        {
            await Objects.ApplyAsync(text).ConfigureAwait(false);
        }

        await QuietAsync().ConfigureAwait(false);
    }

    private void StartComponents()
    {
        // So that all begin in the same order in every run, whatever threads do.
        using var held = _runtime.Executor.Hold();
        foreach (var component in _components)
        {
            _runtime.Start(component);
        }
    }
}
