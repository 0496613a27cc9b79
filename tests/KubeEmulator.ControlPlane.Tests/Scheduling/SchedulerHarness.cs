using KubeEmulator.Admission;
using KubeEmulator.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Scheduling;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Scheduling;

/// <summary>A scheduler over an empty cluster with a manual clock, a seed, the real kinds and, where asked for, the real admission.</summary>
internal sealed class SchedulerHarness : IAsyncDisposable
{
    private static readonly ResourceCatalog Catalog = BuiltInCatalog.Create(KindCatalog.For, unstableVersions: false);
    private readonly ControlPlaneRuntime _runtime;

    private SchedulerHarness(ulong seed, bool admission)
    {
        Services = new ClusterServices
        {
            Store = new ObjectStore(StoreOptions.Default),
            Clock = Clock,
            Random = new SeededRandom(seed),
            Settings = new ClusterSettings(),
            Catalog = Catalog,
            Admission = admission ? AdmissionCatalog.For(new ClusterSettings()) : [],
        };
        _runtime = new ControlPlaneRuntime(Services);
        Client = new ControllerClient(Services, UserInfo.Admin, "test");
    }

    public ClusterClock Clock { get; } = ClusterClock.Manual();

    public ClusterServices Services { get; }

    public ControllerClient Client { get; }

    public Scheduler Scheduler { get; private set; } = null!;

    public static async Task<SchedulerHarness> StartAsync(SchedulerOptions? options = null, ulong seed = 7, bool admission = false, Func<SchedulerHarness, Task>? before = null)
    {
        var harness = new SchedulerHarness(seed, admission);
        await harness.ApplyAsync("{apiVersion: v1, kind: Namespace, metadata: {name: default}}");
        await (before?.Invoke(harness) ?? Task.CompletedTask);
        harness.Scheduler = Scheduler.Start(harness._runtime, options);
        await harness.QuietAsync();
        return harness;
    }

    /// <summary>A node with 4 cpus, 8 GiB and room for 110 pods, unless told otherwise.</summary>
    public Task NodeAsync(string name, string labels = "", string spec = "", string allocatable = "cpu: 4, memory: 8Gi, pods: 110") => ApplyAsync(
        $"{{apiVersion: v1, kind: Node, metadata: {{name: {name}, labels: {{kubernetes.io/hostname: {name}{(labels.Length > 0 ? ", " + labels : "")}}}}}, spec: {{{spec}}}, status: {{allocatable: {{{allocatable}}}, capacity: {{{allocatable}}}}}}}");

    /// <summary>A pod with one container and further fields of its spec.</summary>
    public Task<KubeObject> PodAsync(string name, string spec = "", string labels = "", string requests = "") => ApplyAsync(
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}, labels: {{{labels}}}}}, spec: {{containers: [{{name: c, image: 'web:1', resources: {{requests: {{{requests}}}}}}}]{(spec.Length > 0 ? ", " + spec : "")}}}}}");

    /// <summary>Creates the objects of a YAML text, statuses included; answers the last.</summary>
    public async Task<KubeObject> ApplyAsync(string yaml)
    {
        KubeObject? last = null;
        foreach (var document in YamlText.ParseAll(yaml).OfType<MapValue>())
        {
            var type = Catalog.FindKind(GroupVersion.Parse(document.StringOrEmpty("apiVersion")), document.StringOrEmpty("kind"))!;
            var placed = type.Namespaced && document.StringAt("metadata", "namespace") is null ? document.WithAt(["metadata", "namespace"], "default") : document;
            last = await Client.CreateAsync(placed);
            last = placed.Map("status") is { } status ? await Client.UpdateStatusAsync(last, status) : last;
        }

        return last!;
    }

    public async Task PatchAsync(string resource, string name, string yaml, string subresource = "")
    {
        var named = Named(resource);
        await Client.PatchAsync(named, Catalog.FindAnyVersion(named)!.Namespaced ? "default" : "", name, subresource, PatchType.Merge, YamlText.Parse(yaml));
    }

    /// <summary>Deletes a pod at once, as a kubelet does when it has ended.</summary>
    public Task RemovePodAsync(string name) => Client.DeleteAsync(new GroupResource("", "pods"), "default", name, new DeleteOptions { GracePeriodSeconds = 0 }).AsTask();

    public KubeObject? FindPod(string name) => Services.Store.Current.Get(new ObjectKey("", "pods", "default", name));

    /// <summary>The node of a pod; empty where it has none.</summary>
    public string NodeOf(string pod) => FindPod(pod)!.Spec.StringOrEmpty("nodeName");

    /// <summary>The PodScheduled condition as <c>status reason: message</c>.</summary>
    public string? Scheduled(string pod) =>
        FindPod(pod)!.Status.Maps("conditions").FirstOrDefault(c => c.String("type") == "PodScheduled") is { } condition
            ? $"{condition.String("status")} {condition.String("reason")}: {condition.String("message")}".TrimEnd(' ', ':')
            : null;

    /// <summary>The Events as <c>pod reason: message</c>, in the order recorded.</summary>
    public IReadOnlyList<string> Events() =>
    [
        .. Services.Store.Current.List(new GroupResource("", "events"))
            .OrderBy(e => e.Metadata.Revision)
            .Select(e => $"{e.Root.StringAt("involvedObject", "name")} {e.Root.String("reason")}: {e.Root.String("message")}"),
    ];

    public Task QuietAsync() => _runtime.QuietAsync();

    public Task AdvanceAsync(double seconds) => Clock.AdvanceAsync(TimeSpan.FromSeconds(seconds));

    public async ValueTask DisposeAsync()
    {
        await Scheduler.DisposeAsync();
        await _runtime.DisposeAsync();
    }

    private static GroupResource Named(string resource) =>
        resource.Split('.', 2) is [var plural, var group] ? new GroupResource(group, plural) : new GroupResource("", resource);
}
