using System.Text;
using KubeEmulator.Bootstrap;
using KubeEmulator.Nodes;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Bootstrap;

public sealed class TemplateTests
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static TheoryData<string> Sorts => new("usual", "api", "node", "port", "storage", "unstable", "disabled");

    [Fact]
    public async Task BakedTemplate_IsWhatAStartWrites()
    {
        using var baked = new StreamReader(typeof(EmulatedCluster).Assembly.GetManifestResourceStream("schemas/start.jsonl")!, Encoding.UTF8);
        var made = Encoding.UTF8.GetString(TemplateText.Write(await TemplateRun.MakeAsync(new EmulatedClusterOptions(), usualNode: true))).Split('\n');

        var lines = (await baked.ReadToEndAsync()).Split('\n');

        var differs = Enumerable.Range(0, Math.Max(lines.Length, made.Length)).FirstOrDefault(i => lines.ElementAtOrDefault(i) != made.ElementAtOrDefault(i), -1);
        Assert.True(
            differs < 0,
            $"""
            A start writes something else than the template says, from line {differs + 1} on. If that is meant, write it anew:
            dotnet run --project tests/KubeEmulator.Benchmarks -- start --write schemas/v1.36/start.jsonl
            {made.ElementAtOrDefault(differs)}
            """);
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Cluster_FromATemplate_IsAsOneThatWroteEverythingItself(string sort)
    {
        var options = Options(sort);
        await using var cluster = await EmulatedCluster.StartAsync(options);
        var own = new TemplateValues(Begin, options.SecurePort, cluster.Certificates.AuthorityPem);
        var store = new ObjectStore(StoreOptions.Default);

        await TemplateRun.RunAsync(store, new Api.SeededRandom(7), own, options, usualNode: !options.ApiOnly);

        Assert.Equal(Texts(store.Current), Texts(cluster.Snapshot().Objects));
        Assert.Equal(store.Current.Revision, cluster.Snapshot().Revision);
    }

    [Fact]
    public async Task Start_CanBeListedAtEachOfItsRevisions_UntilItIsForgotten()
    {
        var (options, own) = (Options("usual"), new TemplateValues(Begin, 443, "a CA"));
        var (store, _) = (await TemplateCatalog.ForAsync(options)).Open(new Api.SeededRandom(7), own);
        var written = new ObjectStore(StoreOptions.Default);
        await TemplateRun.RunAsync(written, new Api.SeededRandom(7), own, options, usualNode: true);

        Assert.Equal(written.Current.Revision, store.Current.Revision);
        for (var revision = store.Current.Revision; revision > 0; revision -= 13)
        {
            Assert.Equal(Texts(written.At(revision)!), Texts(store.At(revision)!));
        }

        Assert.Empty(store.At(1)!.Resources);
        store.Compact(1);
        Assert.Null(store.At(1));
        Assert.NotNull(store.At(2));
        store.Restore(store.Current);
        Assert.Null(store.At(2));
    }

    [Fact]
    public async Task Clusters_OfOneSeed_AreEqual_AndOfAnotherHaveNoUidInCommon()
    {
        await using var one = await EmulatedCluster.StartAsync(Options("usual"));
        await using var two = await EmulatedCluster.StartAsync(Options("usual"));
        await using var other = await EmulatedCluster.StartAsync(Options("usual") with { Seed = 8 });

        Assert.Equal(Uids(one), Uids(two));
        Assert.Empty(Uids(one).Intersect(Uids(other)));
        Assert.Equal(Uids(one).Length, Uids(one).Distinct().Count());
    }

    [Fact]
    public async Task Objects_AreFoundByTheirUids_AndByThoseOfTheirOwners()
    {
        await using var cluster = await EmulatedCluster.StartAsync(Options("usual"));
        var snapshot = cluster.Snapshot().Objects;
        var node = snapshot.List(new GroupResource("", "nodes")).Single();

        Assert.All(All(snapshot).Where(stored => stored.Kind != "Event"), stored => Assert.Same(stored, snapshot.ByUid(stored.Metadata.Uid)));
        Assert.Equal(["Lease"], snapshot.ByIndex(StoreIndex.OwnerUid, node.Metadata.Uid).Select(o => o.Kind));
    }

    [Fact]
    public async Task Nodes_AreAddedToTheClusterThatStands_AndNothingOfTheTemplateIsLeft()
    {
        await using var cluster = await EmulatedCluster.StartAsync(Options("usual") with { Nodes = [new NodeSpec { Count = 2 }] });

        var text = string.Join('\n', Texts(cluster.Snapshot().Objects));

        Assert.Equal(2, cluster.Snapshot().Objects.Count(new GroupResource("", "nodes")));
        Assert.DoesNotContain("2001-02-03", text, StringComparison.Ordinal);
        Assert.DoesNotContain("60443", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the CA of the cluster", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_OfOneStart_IsNotRemembered()
    {
        var options = new EmulatedClusterOptions { Settings = new Api.ClusterSettings { ServiceClusterIpRanges = ["nonsense"] } };

        var first = await Record.ExceptionAsync(() => EmulatedCluster.StartAsync(options));
        var second = await Record.ExceptionAsync(() => EmulatedCluster.StartAsync(options));

        Assert.NotNull(first);
        Assert.NotSame(first, second);
    }

    private static EmulatedClusterOptions Options(string sort)
    {
        var options = new EmulatedClusterOptions { Seed = 7, Clock = ClusterClock.Manual(Begin) };
        return sort switch
        {
            "api" => options with { ApiOnly = true },
            "node" => options with { Nodes = [new NodeSpec { Count = 1 }] },
            "port" => options with { SecurePort = 12345 },
            "storage" => options with { DefaultStorageClass = true },
            "unstable" => options with { Settings = new Api.ClusterSettings { ServeUnstableVersions = true } },
            "disabled" => options with { DisabledControllers = ["root-ca-certificate-publisher-controller"] },
            _ => options,
        };
    }

    private static string[] Uids(EmulatedCluster cluster) => [.. All(cluster.Snapshot().Objects).Select(o => o.Metadata.Uid)];

    private static IEnumerable<KubeObject> All(Snapshot snapshot) => snapshot.Resources.SelectMany(resource => snapshot.List(resource));

    // An Event's uid follows from its name, and that from the time of the template.
    private static string[] Texts(Snapshot snapshot) =>
        [.. All(snapshot).Select(o => (o.Kind == "Event" ? o.WithMetadata("uid", null) : o).Root.ToString()!)];
}
