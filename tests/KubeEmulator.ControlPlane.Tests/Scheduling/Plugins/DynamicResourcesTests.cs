using KubeEmulator.Objects;
using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Scheduling.Plugins;

public sealed class DynamicResourcesTests
{
    private static readonly GroupResource Claims = new("resource.k8s.io", "resourceclaims");

    // Two nodes, each with two devices: a0 and a1 are large, b0 and b1 small; the second of each is of another model.
    private static async Task<SchedulerHarness> StartAsync(string classSelector = "device.driver == 'gpu.example.com'")
    {
        var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a");
        await cluster.NodeAsync("b");
        await cluster.ApplyAsync($"{{apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {{name: gpu}}, spec: {{selectors: [{{cel: {{expression: \"{classSelector}\"}}}}], config: [{{opaque: {{driver: gpu.example.com, parameters: {{kind: C}}}}}}]}}}}");
        await cluster.ApplyAsync(Slice("a", "80Gi"));
        await cluster.ApplyAsync(Slice("b", "16Gi"));
        return cluster;
    }

    private static string Slice(string node, string memory, int count = 1) =>
        $"{{apiVersion: resource.k8s.io/v1, kind: ResourceSlice, metadata: {{name: slice-{node}}}, spec: {{driver: gpu.example.com, nodeName: {node}, pool: {{name: {node}, generation: 1, resourceSliceCount: {count}}}, devices: ["
        + string.Join(", ", Enumerable.Range(0, 2).Select(i => $"{{name: {node}{i}, attributes: {{model: {{string: m{i}}}, index: {{int: {i}}}, firmware: {{version: 1.{i}.0}}}}, capacity: {{memory: {{value: {memory}}}}}}}")) + "]}}";

    private static Task ClaimAsync(SchedulerHarness cluster, string name, string request, string more = "") => cluster.ApplyAsync(
        $"{{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {{name: {name}}}, spec: {{devices: {{requests: [{{name: one, {request}}}]{more}}}}}}}");

    private static async Task<string> PlacedAsync(SchedulerHarness cluster, string pod, string claim)
    {
        await cluster.PodAsync(pod, $"resourceClaims: [{{name: dev, resourceClaimName: {claim}}}]");
        await cluster.QuietAsync();
        return cluster.Services.Store.Current.Get(new ObjectKey("", "pods", "default", pod))!.Spec.StringOrEmpty("nodeName");
    }

    private static KubeObject Claim(SchedulerHarness cluster, string name) => cluster.Services.Store.Current.Get(new ObjectKey(Claims, "default", name))!;

    private static string Devices(SchedulerHarness cluster, string name) =>
        string.Join(',', (Claim(cluster, name).Status.Map("allocation")?.Map("devices")?.Maps("results") ?? []).Select(r => $"{r.String("request")}={r.String("device")}"));

    [Fact]
    public async Task Claim_ByItsSelector_IsAllocatedAndReservedWhereTheDeviceIs()
    {
        await using var cluster = await StartAsync();
        await ClaimAsync(cluster, "large", "exactly: {deviceClassName: gpu, selectors: [{cel: {expression: \"device.capacity['gpu.example.com'].memory.compareTo(quantity('40Gi')) > 0\"}}]}");

        Assert.Equal("a", await PlacedAsync(cluster, "p", "large"));
        var claim = Claim(cluster, "large");
        Assert.Equal(["resource.kubernetes.io/delete-protection"], claim.Metadata.Finalizers);
        Assert.Equal("p", claim.Status.Maps("reservedFor").Single().String("name"));
        var allocation = claim.Status.Map("allocation")!;
        Assert.Equal("""{"request":"one","driver":"gpu.example.com","pool":"a","device":"a0"}""", allocation.Map("devices")!.Maps("results").Single().ToString());
        Assert.Equal("""{"source":"FromClass","requests":["one"],"opaque":{"driver":"gpu.example.com","parameters":{"kind":"C"}}}""", allocation.Map("devices")!.Maps("config").Single().ToString());
        Assert.Equal("""{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["a"]}]}]}""", allocation.Map("nodeSelector")!.ToString());
    }

    [Theory]
    [InlineData("exactly: {deviceClassName: gpu, count: 2}", 2)]
    [InlineData("exactly: {deviceClassName: gpu, allocationMode: All}", 2)]
    [InlineData("exactly: {deviceClassName: gpu, allocationMode: All, selectors: [{cel: {expression: \"device.attributes['gpu.example.com'].index == 1\"}}]}", 1)]
    [InlineData("exactly: {deviceClassName: gpu, selectors: [{cel: {expression: \"device.attributes['gpu.example.com'].firmware.isGreaterThan(semver('1.0.0'))\"}}]}", 1)]
    [InlineData("firstAvailable: [{name: many, deviceClassName: gpu, count: 5}, {name: few, deviceClassName: gpu, count: 1}]", 1)]
    public async Task Request_OfEachSort_GetsItsDevices(string request, int expected)
    {
        await using var cluster = await StartAsync();
        await ClaimAsync(cluster, "c", request);

        Assert.NotEqual("", await PlacedAsync(cluster, "p", "c"));
        Assert.Equal(expected, Devices(cluster, "c").Split(',').Length);
    }

    [Fact]
    public async Task Alternatives_TheChosenOneIsNamed()
    {
        await using var cluster = await StartAsync();
        await ClaimAsync(cluster, "c", "firstAvailable: [{name: many, deviceClassName: gpu, count: 5}, {name: few, deviceClassName: gpu, selectors: [{cel: {expression: \"device.attributes['gpu.example.com'].index == 0\"}}]}]");
        var node = await PlacedAsync(cluster, "p", "c");
        Assert.Equal($"one/few={node}0", Devices(cluster, "c"));
    }

    [Theory]
    [InlineData("exactly: {deviceClassName: gpu, count: 3}")]
    [InlineData("exactly: {deviceClassName: gpu, selectors: [{cel: {expression: \"device.attributes['gpu.example.com'].model == 'm9'\"}}]}")]
    public async Task Request_ThatNoNodeCanFill_KeepsThePodWaiting(string request)
    {
        await using var cluster = await StartAsync();
        await ClaimAsync(cluster, "c", request);

        Assert.Equal("", await PlacedAsync(cluster, "p", "c"));
        Assert.Null(Claim(cluster, "c").Status["allocation"]);
    }

    [Fact]
    public async Task Constraint_SameAttribute_RulesOutDevicesThatDiffer()
    {
        await using var cluster = await StartAsync();
        await ClaimAsync(cluster, "c", "exactly: {deviceClassName: gpu, count: 2}", ", constraints: [{matchAttribute: gpu.example.com/model}]");
        Assert.Equal("", await PlacedAsync(cluster, "p", "c"));
    }

    [Fact]
    public async Task Devices_AreGivenOnceAndFollowTheirSlices()
    {
        await using var cluster = await StartAsync();
        foreach (var i in Enumerable.Range(0, 5))
        {
            await ClaimAsync(cluster, $"c{i}", "exactly: {deviceClassName: gpu}");
            await PlacedAsync(cluster, $"p{i}", $"c{i}");
        }

        var given = Enumerable.Range(0, 4).Select(i => Devices(cluster, $"c{i}")).ToArray();
        Assert.Equal(4, given.Distinct().Count());
        Assert.Equal("", Devices(cluster, "c4"));

        await cluster.NodeAsync("d");
        await cluster.ApplyAsync(Slice("d", "16Gi"));
        await cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.StartsWith("one=d", Devices(cluster, "c4"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pool_ThatIsNotComplete_GivesNothing()
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a");
        await cluster.ApplyAsync("{apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {name: gpu}, spec: {}}");
        await cluster.ApplyAsync(Slice("a", "16Gi", count: 2));
        await ClaimAsync(cluster, "c", "exactly: {deviceClassName: gpu}");
        Assert.Equal("", await PlacedAsync(cluster, "p", "c"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(", tolerations: [{key: broken, operator: Exists}]", true)]
    public async Task TaintedDevice_IsForRequestsThatTolerateIt(string more, bool placed)
    {
        await using var cluster = await SchedulerHarness.StartAsync();
        await cluster.NodeAsync("a");
        await cluster.ApplyAsync("{apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {name: gpu}, spec: {}}");
        await cluster.ApplyAsync("{apiVersion: resource.k8s.io/v1, kind: ResourceSlice, metadata: {name: s}, spec: {driver: gpu.example.com, allNodes: true, pool: {name: p, generation: 1, resourceSliceCount: 1}, devices: [{name: d, taints: [{key: broken, effect: NoSchedule}]}]}}");
        await ClaimAsync(cluster, "c", $"exactly: {{deviceClassName: gpu{more}}}");
        Assert.Equal(placed ? "a" : "", await PlacedAsync(cluster, "p", "c"));
    }
}
