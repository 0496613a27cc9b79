using KubeEmulator.Admission;
using KubeEmulator.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Nodes;
using KubeEmulator.Nodes.Containers;
using KubeEmulator.Nodes.Stages;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes;

/// <summary>Kubelets over an empty cluster: no scheduler and no controllers, so pods name their node.</summary>
internal sealed class NodeHarness : IAsyncDisposable
{
    private static readonly ResourceCatalog Catalog = BuiltInCatalog.Create(KindCatalog.For, unstableVersions: false);
    private readonly ControlPlaneRuntime _runtime;

    private NodeHarness(ClusterClock clock, ClusterSettings settings, IReadOnlyList<AdmissionPlugin> admission, IReadOnlyList<NodeSpec> nodes, IReadOnlyList<Stage> stages)
    {
        Clock = clock;
        Services = new ClusterServices
        {
            Store = new ObjectStore(StoreOptions.Default),
            Clock = clock,
            Random = new SeededRandom(7),
            Settings = settings,
            Catalog = Catalog,
            Admission = admission,
        };
        _runtime = new ControlPlaneRuntime(Services);
        Client = new ControllerClient(Services, UserInfo.Admin, "test");
        Programs = ProgramCatalog.Default();
        Nodes = new ClusterNodes(nodes, Programs);
        Stages = new ClusterStages(stages, Nodes);
    }

    public ClusterClock Clock { get; }

    public ClusterServices Services { get; }

    public ControllerClient Client { get; }

    public ProgramCatalog Programs { get; }

    public ClusterNodes Nodes { get; }

    public ClusterStages Stages { get; }

    public Snapshot Snapshot => Services.Store.Current;

    public Quiet Quiet => _runtime.Quiet;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<NodeHarness> StartAsync(NodeSpec? node = null, ClusterClock? clock = null, ClusterSettings? settings = null, bool admission = false, Action<NodeHarness>? prepare = null, IReadOnlyList<Stage>? stages = null)
    {
        settings ??= new ClusterSettings();
        var harness = new NodeHarness(clock ?? ClusterClock.Manual(), settings, admission ? AdmissionCatalog.For(settings) : [], [node ?? new NodeSpec()], stages ?? []);
        foreach (var name in (string[])["default", "kube-node-lease"])
        {
            await harness.ApplyAsync($"{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}}}}}");
        }

        prepare?.Invoke(harness);
        using (harness._runtime.Executor.Hold())
        {
            harness._runtime.Start(harness.Nodes);
            harness._runtime.Start(harness.Stages);
        }

        await harness.QuietAsync();
        return harness;
    }

    /// <summary>Creates the objects of a YAML text; namespaced ones go to <c>default</c>. Then the cluster comes to rest.</summary>
    public async Task<KubeObject> ApplyAsync(string yaml)
    {
        KubeObject? last = null;
        foreach (var document in YamlText.ParseAll(yaml).OfType<MapValue>())
        {
            var type = Catalog.FindKind(GroupVersion.Parse(document.StringOrEmpty("apiVersion")), document.StringOrEmpty("kind"))!;
            last = await Client.CreateAsync(type.Namespaced ? document.WithAt(["metadata", "namespace"], document.StringAt("metadata", "namespace") ?? "default") : document);
        }

        await QuietAsync();
        return last!;
    }

    /// <summary>Creates a pod on node-0 with the given spec.</summary>
    public Task<KubeObject> PodAsync(string name, string spec, string node = "node-0") =>
        ApplyAsync($"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}, labels: {{app: {name}}}}}, spec: {{nodeName: {node}, {spec.Trim().Trim(',')}}}}}");

    public KubeObject? Find(string resource, string name, string @namespace = "default") => Snapshot.Get(Client.TypeOf(Named(resource)).Key(@namespace, name));

    public KubeObject Get(string resource, string name, string @namespace = "default") =>
        Find(resource, name, @namespace) ?? throw new InvalidOperationException($"There is no {resource} {@namespace}/{name}.");

    public KubeObject Pod(string name) => Get("pods", name);

    /// <summary>The state of a pod's container as <c>running</c>, <c>waiting Reason</c> or <c>terminated Reason code</c>.</summary>
    public string State(string pod, string? container = null)
    {
        var status = Status(pod, container);
        var state = status.Map("state")!;
        return state.Map("waiting") is { } waiting ? $"waiting {waiting.String("reason")}"
            : state.Map("terminated") is { } ended ? $"terminated {ended.String("reason")} {ended.Integer("exitCode")}"
            : "running";
    }

    public MapValue Status(string pod, string? container = null)
    {
        var status = Pod(pod).Status;
        return status.Maps("containerStatuses").Concat(status.Maps("initContainerStatuses")).Concat(status.Maps("ephemeralContainerStatuses"))
            .First(s => container is null || s.String("name") == container);
    }

    public string Phase(string pod) => Pod(pod).Status.StringOrEmpty("phase");

    public bool IsTrue(string pod, string condition) => Rules.Conditions.IsTrue(Pod(pod).Status, condition);

    public async Task DeleteAsync(string resource, string name, long? grace = null, string @namespace = "default")
    {
        await Client.DeleteAsync(Named(resource), @namespace, name, new DeleteOptions { GracePeriodSeconds = grace });
        await QuietAsync();
    }

    public async Task<KubeObject> PatchAsync(string resource, string name, string yaml, string subresource = "", string @namespace = "default")
    {
        var patched = await Client.PatchAsync(Named(resource), @namespace, name, subresource, PatchType.StrategicMerge, YamlText.Parse(yaml));
        await QuietAsync();
        return patched;
    }

    /// <summary>The Events as <c>reason: message</c> (with <c>x3</c> behind those that came three times), in the order first seen.</summary>
    public IReadOnlyList<string> Events(string about) =>
    [
        .. Snapshot.List(new GroupResource("", "events"))
            .Where(e => e.Root.StringAt("involvedObject", "name") == about)
            .OrderBy(e => e.Metadata.Revision)
            .Select(e => $"{e.Root.String("reason")}: {e.Root.String("message")}{(e.Root.Integer("count") is > 1 and var count ? $" x{count}" : "")}"),
    ];

    public Task QuietAsync() => _runtime.QuietAsync();

    public Task AdvanceAsync(double seconds) => Clock.AdvanceAsync(TimeSpan.FromSeconds(seconds));

    public async Task<string> LogsAsync(string pod, string container = "c", bool previous = false)
    {
        var output = new MemoryStream();
        await Services.Pods!.Find(Pod(pod))!.LogsAsync(container, new PodLogOptions { Previous = previous }, output, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }

    public async Task<(int Code, string Output)> ExecAsync(string pod, params string[] command)
    {
        var output = new MemoryStream();
        var code = await Services.Pods!.Find(Pod(pod))!.ExecAsync("c", command, new PodStreams { Stdout = output, Stderr = output }, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        return (code, System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    public ValueTask DisposeAsync() => _runtime.DisposeAsync();

    private static GroupResource Named(string resource) =>
        resource.Split('.', 2) is [var plural, var group] ? new GroupResource(group, plural) : new GroupResource("", resource);
}
