using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Api;

/// <summary>The verbs over an empty store, with one seed and a clock that a test sets.</summary>
internal sealed class TestCluster
{
    public TestCluster(KindBehavior? behavior = null)
    {
        Services = new ClusterServices
        {
            Store = new ObjectStore(StoreOptions.Default),
            Clock = Time,
            Random = new SeededRandom(1),
            Settings = new ClusterSettings(),
        };
        Services.Catalog = BuiltInCatalog.Create(_ => behavior ?? new PlainBehavior(), unstableVersions: false);
    }

    public TestTime Time { get; } = new();

    public ClusterServices Services { get; }

    public ClusterApi Api => Services.Api;

    public RequestContext Request { get; } = new(UserInfo.Admin) { UserAgent = "tester/1.0" };

    public ResourceType ConfigMaps => Services.Catalog.Find("", "v1", "configmaps")!;

    public static MapValue ConfigMap(string name, string @namespace = "default", params (string Key, Value Value)[] metadata)
    {
        var meta = MapValue.Of([("name", name), ("namespace", @namespace), .. metadata]);
        return MapValue.Of(("kind", "ConfigMap"), ("apiVersion", "v1"), ("metadata", meta), ("data", MapValue.Of(("a", "1"))));
    }

    public async Task<KubeObject> CreateAsync(string name, string @namespace = "default", params (string Key, Value Value)[] metadata) =>
        await Api.CreateAsync(ConfigMaps, @namespace, ConfigMap(name, @namespace, metadata), WriteOptions.None, Request);

    internal sealed class TestTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class PlainBehavior : KindBehavior;
}
