using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class GarbageCollectorControllerTests
{
    [Theory]
    [InlineData("Background", "")]
    [InlineData("Foreground", "")]
    [InlineData("Orphan", "child soft grand")]
    public async Task Tree_RootDeleted_LeavesWhatThePolicySays(string propagation, string left)
    {
        await using var cluster = await ControllerHarness.StartAsync(new GarbageCollectorController());
        var root = await MakeAsync(cluster, "root");
        var child = await MakeAsync(cluster, "child", Reference(root, blocking: true));
        await MakeAsync(cluster, "soft", Reference(root));
        await MakeAsync(cluster, "grand", Reference(child, blocking: true));

        await cluster.DeleteAsync("configmaps", "root", propagation);
        await cluster.QuietAsync();

        Assert.Equal(left.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), cluster.List("configmaps").Select(c => c.Name));
        Assert.All(cluster.List("configmaps").Where(c => c.Name != "grand"), c => Assert.Empty(c.Metadata.Owners));
    }

    [Fact]
    public async Task Foreground_BlockedDependent_KeepsItsOwner()
    {
        await using var cluster = await ControllerHarness.StartAsync(new GarbageCollectorController());
        var root = await MakeAsync(cluster, "root");
        await MakeAsync(cluster, "held", Reference(root, blocking: true), finalizer: "example.com/hold");
        await cluster.DeleteAsync("configmaps", "root", "Foreground");
        await cluster.QuietAsync();
        Assert.True(cluster.Get("configmaps", "held").Metadata.IsDeleting);
        Assert.NotNull(cluster.Find("configmaps", "root"));

        await cluster.PatchAsync("configmaps", "held", "{metadata: {finalizers: null}}");
        await cluster.QuietAsync();
        Assert.Empty(cluster.List("configmaps"));
    }

    [Fact]
    public async Task OwnerThatNeverWas_TakesItsDependentAway()
    {
        await using var cluster = await ControllerHarness.StartAsync(new GarbageCollectorController());
        await MakeAsync(cluster, "dangling", Reference("nosuch", "11111111-2222-3333-4444-555555555555"));
        await cluster.QuietAsync();
        Assert.Empty(cluster.List("configmaps"));
    }

    [Fact]
    public async Task OneOwnerOfTwoMissing_IsTakenOffTheList()
    {
        await using var cluster = await ControllerHarness.StartAsync(new GarbageCollectorController());
        var keeper = await MakeAsync(cluster, "keeper");
        await MakeAsync(cluster, "two", Reference("nosuch", "11111111-2222-3333-4444-555555555555"), more: Reference(keeper));
        await cluster.QuietAsync();
        Assert.Equal("keeper", Assert.Single(cluster.Get("configmaps", "two").Metadata.Owners).Name);
    }

    [Fact]
    public async Task OwnerInOtherNamespace_IsReportedAndDoesNotCount()
    {
        await using var cluster = await ControllerHarness.StartAsync(new GarbageCollectorController());
        await cluster.ApplyAsync("{apiVersion: v1, kind: Namespace, metadata: {name: other}}");
        var owner = await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: owner, namespace: other}}");
        await MakeAsync(cluster, "child", Reference(owner));
        await cluster.QuietAsync();
        Assert.Null(cluster.Find("configmaps", "child"));
        Assert.Equal(
            $"ConfigMap/child Warning OwnerRefInvalidNamespace: ownerRef [v1/ConfigMap, namespace: default, name: owner, uid: {owner.Metadata.Uid}] does not exist in namespace \"default\"",
            Assert.Single(cluster.Events()));
    }

    [Fact]
    public async Task ClusterScopedObjectWithNamespacedOwner_StaysAndNothingSpins()
    {
        await using var cluster = await ControllerHarness.StartAsync(new GarbageCollectorController());
        var owner = await MakeAsync(cluster, "owner");
        await cluster.CreateAsync(MapValue.Of(
            ("apiVersion", "v1"), ("kind", "Namespace"), ("metadata", MapValue.Of(("name", "odd"), ("ownerReferences", ListValue.Of(Reference(owner)))))));
        await cluster.QuietAsync();
        Assert.NotNull(cluster.Find("namespaces", "odd"));
        var before = cluster.Host.States.Single().Reconciles;
        await cluster.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(before, cluster.Host.States.Single().Reconciles);
    }

    [Theory]
    [InlineData("Background")]
    [InlineData("Foreground")]
    public async Task OwnerCycle_OneDeleted_AllGo(string propagation)
    {
        await using var cluster = await ControllerHarness.StartAsync(new GarbageCollectorController());
        var a = await MakeAsync(cluster, "a");
        var b = await MakeAsync(cluster, "b", Reference(a, blocking: true));
        await cluster.PatchAsync("configmaps", "a", $"{{metadata: {{ownerReferences: [{{apiVersion: v1, kind: ConfigMap, name: b, uid: {b.Metadata.Uid}, blockOwnerDeletion: true}}]}}}}");
        await cluster.QuietAsync();
        Assert.Equal(2, cluster.List("configmaps").Count);

        await cluster.DeleteAsync("configmaps", "a", propagation);
        await cluster.QuietAsync();
        Assert.Empty(cluster.List("configmaps"));
    }

    [Fact]
    public async Task OwnerOfUnknownKind_IsTriedAgainEverMoreSeldom()
    {
        await using var cluster = await ControllerHarness.StartAsync(new GarbageCollectorController());
        await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, ownerReferences: [{apiVersion: example.com/v1, kind: Nothing, name: x, uid: 1-2}]}}");
        await cluster.QuietAsync();
        await cluster.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.NotNull(cluster.Find("configmaps", "c"));
        Assert.InRange(cluster.Host.States.Single().Failures, 10, 40);
    }

    private static async Task<KubeObject> MakeAsync(ControllerHarness cluster, string name, MapValue? owner = null, MapValue? more = null, string? finalizer = null)
    {
        var metadata = new MapBuilder { { "name", name } };
        Value[] owners = [.. new[] { owner, more }.OfType<Value>()];
        metadata["ownerReferences"] = owners.Length == 0 ? null : ListValue.From(owners);
        metadata["finalizers"] = finalizer is null ? null : ListValue.Of(finalizer);
        return await cluster.CreateAsync(MapValue.Of(("apiVersion", "v1"), ("kind", "ConfigMap"), ("metadata", metadata.Build())));
    }

    private static MapValue Reference(KubeObject owner, bool blocking = false) => Reference(owner.Name, owner.Metadata.Uid, blocking);

    private static MapValue Reference(string name, string uid, bool blocking = false) =>
        MapValue.Of(("apiVersion", "v1"), ("kind", "ConfigMap"), ("name", name), ("uid", uid), ("blockOwnerDeletion", blocking));
}
