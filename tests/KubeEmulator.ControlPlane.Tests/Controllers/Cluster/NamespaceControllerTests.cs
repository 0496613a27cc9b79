using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class NamespaceControllerTests
{
    [Fact]
    public async Task Namespace_WithoutPods_IsGoneAtOnceWithAllItHeld()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("""
            {apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: team}}
            ---
            {apiVersion: v1, kind: Secret, metadata: {name: s, namespace: team}}
            ---
            {apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: l, namespace: team}}
            """);
        await cluster.DeleteAsync("namespaces", "team", @namespace: "");
        await cluster.QuietAsync();
        Assert.Null(cluster.Find("namespaces", "team"));
        Assert.Empty(cluster.List("secrets", "team"));
        Assert.Empty(cluster.List("leases.coordination.k8s.io", "team"));
    }

    [Fact]
    public async Task Namespace_ContentWithFinalizer_SaysWhichAndGoesWithIt()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: held, namespace: team, finalizers: [example.com/hold]}}");
        await cluster.DeleteAsync("namespaces", "team", @namespace: "");
        await cluster.QuietAsync();

        var status = cluster.Get("namespaces", "team").Status;
        Assert.Equal("Some resources are remaining: configmaps. has 1 resource instances", Message(status, "NamespaceContentRemaining"));
        Assert.Equal("Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances", Message(status, "NamespaceFinalizersRemaining"));

        await cluster.PatchAsync("configmaps", "held", "{metadata: {finalizers: null}}", @namespace: "team");
        await cluster.QuietAsync();
        Assert.Null(cluster.Find("namespaces", "team"));
    }

    [Fact]
    public async Task Namespace_WithPods_WaitsForThemBeforeItTouchesTheRest()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("""
            {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: team, finalizers: [example.com/hold]}, spec: {containers: [{name: c, image: i}]}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: team}}
            """);
        await cluster.DeleteAsync("namespaces", "team", @namespace: "");
        await cluster.QuietAsync();
        Assert.True(cluster.Get("pods", "p", "team").Metadata.IsDeleting);
        Assert.False(cluster.Get("configmaps", "c", "team").Metadata.IsDeleting);
        Assert.Equal("All content successfully removed", Message(cluster.Get("namespaces", "team").Status, "NamespaceContentRemaining"));

        await cluster.PatchAsync("pods", "p", "{metadata: {finalizers: null}}", @namespace: "team");
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Null(cluster.Find("namespaces", "team"));
    }

    [Fact]
    public async Task Namespace_FinalizerOfSomebodyElse_StaysTillThatIsGone()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("{apiVersion: v1, kind: Namespace, metadata: {name: shared}, spec: {finalizers: [example.com/other]}}");
        await cluster.DeleteAsync("namespaces", "shared", @namespace: "");
        await cluster.QuietAsync();
        Assert.Equal(["example.com/other"], cluster.Get("namespaces", "shared", "").Spec.Strings("finalizers"));
    }

    private static async Task<ControllerHarness> StartAsync()
    {
        var cluster = await ControllerHarness.StartAsync(new NamespaceController());
        await cluster.ApplyAsync("{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
        return cluster;
    }

    private static string? Message(MapValue status, string condition) => Conditions.Find(status, condition)?.String("message");
}
