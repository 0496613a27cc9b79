using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Objects;

public sealed class ClusterObjectsTests
{
    [Theory]
    [InlineData("ConfigMap")]
    [InlineData("configmaps")]
    [InlineData("configmap")]
    [InlineData("cm")]
    [InlineData("configmaps.v1")]
    public async Task Find_UnderstandsWhatPeopleCallAResource(string word)
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");

        Assert.NotNull(cluster.Objects.Find(word, "a"));
    }

    [Fact]
    public async Task Find_ByTheGroup_WhereTwoHaveTheSameName()
    {
        await using var cluster = await EmulatedCluster.StartAsync();

        var events = cluster.Objects.List("events.events.k8s.io", "default");

        Assert.All(events, e => Assert.Equal("events.k8s.io/v1", e.ApiVersion));
    }

    [Fact]
    public async Task Find_OfAWordThatNothingIsCalled_SaysWhatIsUnderstood()
    {
        await using var cluster = await EmulatedCluster.StartAsync();

        var fault = Assert.Throws<ArgumentException>(() => cluster.Objects.Find("gizmo", "a"));

        Assert.Contains("no resource called \"gizmo\"", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_TakesSeveralDocumentsAndLists_InTheirOrder()
    {
        await using var cluster = await EmulatedCluster.StartAsync();

        var applied = await cluster.Objects.ApplyAsync("""
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: shop}}
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: shop}}
            """);

        Assert.Equal(["shop", "a", "b"], applied.Select(o => o.Name));
    }

    [Theory]
    [InlineData("a: [", "the manifest: ")]
    [InlineData("{a: 1}", "the manifest, document 1: not a Kubernetes object")]
    [InlineData("{apiVersion: v2, kind: Gadget, metadata: {name: a}}", "does not serve Gadget of v2")]
    [InlineData("{apiVersion: v1, kind: ConfigMap}", "metadata.name is missing")]
    public async Task Apply_OfABadManifest_SaysWhereAndWhy(string manifest, string part)
    {
        await using var cluster = await EmulatedCluster.StartAsync();

        var fault = await Assert.ThrowsAsync<ManifestException>(() => cluster.Objects.ApplyAsync(manifest));

        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplyPath_OfAMissingFile_NamesIt()
    {
        await using var cluster = await EmulatedCluster.StartAsync();

        var fault = await Assert.ThrowsAsync<ManifestException>(() => cluster.Objects.ApplyPathAsync("no/such/folder"));

        Assert.StartsWith("no/such/folder: no such file or folder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitFor_MovesAManualClock_UntilItComes()
    {
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual(), Controllers = [new SlowReply()] });
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: question}}");
        var before = cluster.Clock.GetUtcNow();

        var reply = await cluster.Objects.WaitForAsync("ConfigMap", "question", o => o?.Root.StringAt("data", "reply") is not null);

        Assert.Equal("yes", reply!.Root.StringAt("data", "reply"));
        Assert.Equal(before + SlowReply.Pause, cluster.Clock.GetUtcNow());
    }

    [Fact]
    public async Task WaitFor_ThatDoesNotCome_SaysHowThingsStand()
    {
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual() });
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [example.com/hold]}}");
        await cluster.Objects.DeleteAsync("ConfigMap", "a");

        var fault = await Assert.ThrowsAsync<TimeoutException>(() => cluster.Objects.WaitForDeletedAsync("ConfigMap", "a", timeout: TimeSpan.FromMinutes(1)));

        Assert.Contains("ConfigMap default/a was not gone within 00:01:00", fault.Message, StringComparison.Ordinal);
        Assert.Contains("held by its finalizers example.com/hold", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitFor_OnTheRealClock_HearsOfAChange()
    {
        await using var cluster = await EmulatedCluster.StartAsync();

        var waiting = cluster.Objects.WaitForAsync("ConfigMap", "late", o => o is not null);
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: late}}");

        Assert.Equal("late", (await waiting)!.Name);
    }

    /// <summary>Answers a ConfigMap called question half a minute after it came.</summary>
    private sealed class SlowReply : Controller
    {
        public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

        public override string Name => "slow-reply";

        public override IEnumerable<Trigger> Triggers => [Trigger.On("", "configmaps", c => c.Object.Name == "question")];

        public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
        {
            var resource = new KubeEmulator.Objects.GroupResource("", "configmaps");
            if (context.Snapshot.Get(new KubeEmulator.Objects.ObjectKey(resource, key.Namespace, key.Name)) is not { } question || question.Root.StringAt("data", "reply") is not null)
            {
                return ReconcileResult.Done;
            }

            var due = KubeEmulator.Objects.KubeTime.Parse(question.Metadata.CreationTimestamp)!.Value + Pause;
            if (due > context.Now)
            {
                return ReconcileResult.After(due - context.Now);
            }

            await context.Client.UpdateAsync(question.With(question.Root.With("data", MapValue.Of(("reply", "yes")))));
            return ReconcileResult.Done;
        }
    }
}
