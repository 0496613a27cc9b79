using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Admission;
using KubeEmulator.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers;

/// <summary>Some controllers over an empty cluster with a manual clock, one seed, the real kinds and the real admission.</summary>
internal sealed class ControllerHarness : IAsyncDisposable
{
    private static readonly ResourceCatalog Catalog = BuiltInCatalog.Create(KindCatalog.For, unstableVersions: false);
    private readonly ControlPlaneRuntime _runtime;

    private ControllerHarness(ClusterSettings settings, IReadOnlyList<AdmissionPlugin> admission)
    {
        Services = new ClusterServices
        {
            Store = new ObjectStore(StoreOptions.Default),
            Clock = Clock,
            Random = new SeededRandom(7),
            Settings = settings,
            Catalog = Catalog,
            Admission = admission,
            Signer = new NamedSigner(),
        };
        _runtime = new ControlPlaneRuntime(Services);
        Client = new ControllerClient(Services, UserInfo.Admin, "test");
    }

    public ClusterClock Clock { get; } = ClusterClock.Manual();

    public ClusterServices Services { get; }

    /// <summary>The verbs as the administrator.</summary>
    public ControllerClient Client { get; }

    /// <summary>The controllers at work.</summary>
    public ControllerHost Host { get; private set; } = null!;

    public Snapshot Snapshot => Services.Store.Current;

    /// <summary>A cluster with the namespace <c>default</c> and these controllers; admission is off unless asked for.</summary>
    public static async Task<ControllerHarness> StartAsync(IEnumerable<Controller> controllers, ClusterSettings? settings = null, bool admission = false)
    {
        settings ??= new ClusterSettings();
        var harness = new ControllerHarness(settings, admission ? AdmissionCatalog.For(settings) : []);
        await harness.ApplyAsync("{apiVersion: v1, kind: Namespace, metadata: {name: default}}");
        harness.Host = harness._runtime.StartControllers(controllers);
        await harness.QuietAsync();
        return harness;
    }

    /// <summary>A cluster with one controller.</summary>
    public static Task<ControllerHarness> StartAsync(Controller controller) => StartAsync([controller]);

    /// <summary>Creates the objects of a YAML text; namespaced ones without a namespace go to <c>default</c>. A status is written too. Answers the last.</summary>
    public async Task<KubeObject> ApplyAsync(string yaml)
    {
        KubeObject? last = null;
        foreach (var document in YamlText.ParseAll(yaml).OfType<MapValue>())
        {
            last = await CreateAsync(document);
        }

        return last!;
    }

    /// <summary>Creates one object, its status included.</summary>
    public async Task<KubeObject> CreateAsync(MapValue document)
    {
        var type = Catalog.FindKind(GroupVersion.Parse(document.StringOrEmpty("apiVersion")), document.StringOrEmpty("kind"))!;
        if (type.Namespaced && document.StringAt("metadata", "namespace") is null)
        {
            document = document.WithAt(["metadata", "namespace"], "default");
        }

        // A patch and not an update: the controller under test may have written to the new object meanwhile.
        var created = await Client.CreateAsync(document);
        return document["status"] is { } status
            ? await Client.PatchAsync(type.GroupResource, created.Namespace, created.Name, "status", PatchType.Merge, MapValue.Of(("status", status)))
            : created;
    }

    /// <summary>Merges a YAML text into an object or one of its subresources.</summary>
    public async Task<KubeObject> PatchAsync(string resource, string name, string yaml, string subresource = "", string @namespace = "default") =>
        await Client.PatchAsync(Named(resource), @namespace, name, subresource, PatchType.Merge, YamlText.Parse(yaml));

    /// <summary>Deletes an object.</summary>
    public async Task DeleteAsync(string resource, string name, string? propagation = null, string @namespace = "default") =>
        await Client.DeleteAsync(Named(resource), @namespace, name, new DeleteOptions { PropagationPolicy = propagation });

    /// <summary>An object by resource (<c>replicasets.apps</c>) and name; null where it is gone.</summary>
    public KubeObject? Find(string resource, string name, string @namespace = "default")
    {
        var type = Client.TypeOf(Named(resource));
        return Snapshot.Get(type.Key(@namespace, name));
    }

    /// <summary>An object that must be there.</summary>
    public KubeObject Get(string resource, string name, string @namespace = "default") =>
        Find(resource, name, @namespace) ?? throw new InvalidOperationException($"There is no {resource} {@namespace}/{name}.");

    /// <summary>All objects of a resource in a namespace.</summary>
    public IReadOnlyList<KubeObject> List(string resource, string @namespace = "default") => [.. Snapshot.List(Named(resource), @namespace)];

    /// <summary>The Events of a namespace as <c>Kind/name type reason: message</c>, in the order recorded.</summary>
    public IReadOnlyList<string> Events(string @namespace = "default") =>
    [
        .. Snapshot.List(new GroupResource("", "events"), @namespace)
            .OrderBy(e => e.Metadata.Revision)
            .Select(e => $"{e.Root.StringAt("involvedObject", "kind")}/{e.Root.StringAt("involvedObject", "name")} {e.Root.String("type")} {e.Root.String("reason")}: {e.Root.String("message")}"),
    ];

    public Task QuietAsync() => _runtime.QuietAsync();

    public Task AdvanceAsync(TimeSpan by) => Clock.AdvanceAsync(by);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _runtime.DisposeAsync();
    }

    private static GroupResource Named(string resource) =>
        resource.Split('.', 2) is [var plural, var group] ? new GroupResource(group, plural) : new GroupResource("", resource);

    /// <summary>A signer whose every certificate is the same subject's.</summary>
    private sealed class NamedSigner : IClusterSigner
    {
        public string CertificateAuthorityPem => "the authority\n";

        public string Sign(string requestPem, IReadOnlyList<string> usages, TimeSpan lifetime)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=signed", key, HashAlgorithmName.SHA256);
            using var certificate = request.CreateSelfSigned(ClusterClock.DefaultStart, ClusterClock.DefaultStart + lifetime);
            return certificate.ExportCertificatePem() + "\n";
        }
    }
}
