using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class ResourceClaimTests
{
    private const string Claims = "resourceclaims.resource.k8s.io";
    private const string Template = """
        {apiVersion: resource.k8s.io/v1, kind: ResourceClaimTemplate, metadata: {name: gpu}, spec: {metadata: {labels: {team: a}}, spec: {devices: {requests: [{name: one, exactly: {deviceClassName: gpu}}]}}}}
        """;

    private const string Allocation = "allocation: {devices: {results: [{request: one, driver: gpu.example.com, pool: p, device: d0}]}}";

    private static Task<ControllerHarness> StartAsync() => ControllerHarness.StartAsync(new ResourceClaimController());

    private static Task PodAsync(ControllerHarness cluster, string name = "work", string reference = "resourceClaimTemplateName: gpu", string node = "") => cluster.ApplyAsync(
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: {name}}}, spec: {{{node} containers: [{{name: c, image: i, resources: {{claims: [{{name: dev}}]}}}}], resourceClaims: [{{name: dev, {reference}}}]}}}}");

    [Fact]
    public async Task Pod_WithATemplate_GetsAClaimOfItsOwn()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync(Template);
        await PodAsync(cluster);
        await cluster.QuietAsync();

        var claim = cluster.List(Claims).Single();
        Assert.StartsWith("work-dev-", claim.Name, StringComparison.Ordinal);
        Assert.Equal("dev", claim.Metadata.Annotations.String("resource.kubernetes.io/pod-claim-name"));
        Assert.Equal("a", claim.Metadata.Labels.String("team"));
        Assert.Equal(cluster.Get("pods", "work").Metadata.Uid, claim.Metadata.Controller!.Uid);
        Assert.Equal("gpu", claim.Spec.Map("devices")!.Maps("requests").Single().StringAt("exactly", "deviceClassName"));
        Assert.Equal($"[{{\"name\":\"dev\",\"resourceClaimName\":\"{claim.Name}\"}}]", cluster.Get("pods", "work").Status["resourceClaimStatuses"]!.ToString());
    }

    [Fact]
    public async Task Pod_ItsTemplateIsMissing_SaysSoAndGoesOnWhenItComes()
    {
        await using var cluster = await StartAsync();
        await PodAsync(cluster);
        await cluster.QuietAsync();
        Assert.Contains(
            "Pod/work Warning FailedResourceClaimCreation: PodResourceClaim dev: resource claim template \"gpu\": resourceclaimtemplate.resource.k8s.io \"gpu\" not found",
            cluster.Events());

        await cluster.ApplyAsync(Template);
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Single(cluster.List(Claims));
    }

    [Fact]
    public async Task PlacedPod_AllocatedClaim_IsReserved()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: shared}, spec: {devices: {requests: [{name: one, exactly: {deviceClassName: gpu}}]}}, status: {" + Allocation + "}}");
        await PodAsync(cluster, reference: "resourceClaimName: shared", node: "nodeName: a,");
        await cluster.QuietAsync();

        var pod = cluster.Get("pods", "work");
        Assert.Equal($"[{{\"resource\":\"pods\",\"name\":\"work\",\"uid\":\"{pod.Metadata.Uid}\"}}]", cluster.Get(Claims, "shared").Status["reservedFor"]!.ToString());
    }

    [Fact]
    public async Task DonePod_SharedClaim_IsReleasedAndNotAllocatedAnyMore()
    {
        await using var cluster = await StartAsync();
        await PodAsync(cluster, reference: "resourceClaimName: shared", node: "nodeName: a,");
        var uid = cluster.Get("pods", "work").Metadata.Uid;
        await cluster.ApplyAsync("{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: shared, finalizers: [resource.kubernetes.io/delete-protection]}, spec: {devices: {requests: [{name: one, exactly: {deviceClassName: gpu}}]}}, "
            + "status: {" + Allocation + ", reservedFor: [{resource: pods, name: work, uid: " + uid + "}]}}");
        await cluster.PatchAsync("pods", "work", "{status: {phase: Succeeded}}", "status");
        await cluster.QuietAsync();

        var claim = cluster.Get(Claims, "shared");
        Assert.Null(claim.Status["reservedFor"]);
        Assert.Null(claim.Status["allocation"]);
        Assert.Empty(claim.Metadata.Finalizers);
    }

    [Fact]
    public async Task DonePod_ClaimOfItsOwn_IsDeleted()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync(Template);
        await PodAsync(cluster, node: "nodeName: a,");
        await cluster.QuietAsync();
        await cluster.PatchAsync("pods", "work", "{status: {phase: Failed}}", "status");
        await cluster.QuietAsync();

        Assert.Empty(cluster.List(Claims));
    }
}
