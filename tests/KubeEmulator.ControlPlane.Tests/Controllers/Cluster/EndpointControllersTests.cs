using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class EndpointControllersTests
{
    private const string Service = "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}], clusterIP: 10.96.0.7, ipFamilies: [IPv4]}}";

    [Fact]
    public async Task Service_WithoutPods_HasOneEmptySliceAndEmptyEndpoints()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync(Service);
        await cluster.QuietAsync();
        Assert.Empty(Assert.Single(Slices(cluster)).Root.Maps("endpoints"));
        Assert.Null(cluster.Get("endpoints", "web").Root["subsets"]);
    }

    [Fact]
    public async Task Pods_ReadyAndNot_StandWhereTheyBelong()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync(Service);
        await PodAsync(cluster, "a", "10.0.0.1", ready: true);
        await PodAsync(cluster, "b", "10.0.0.2", ready: false);
        await cluster.QuietAsync();

        var subset = Assert.Single(cluster.Get("endpoints", "web").Root.Maps("subsets"));
        Assert.Equal("10.0.0.1", Assert.Single(subset.Maps("addresses")).String("ip"));
        Assert.Equal("10.0.0.2", Assert.Single(subset.Maps("notReadyAddresses")).String("ip"));
        Assert.Equal(8080, Assert.Single(subset.Maps("ports")).Integer("port"));
        var slice = Assert.Single(Slices(cluster));
        Assert.Equal(["True", "False"], slice.Root.Maps("endpoints").OrderBy(e => e.Strings("addresses").First()).Select(e => e.Map("conditions")!.Bool("ready").ToString()));
        Assert.All(slice.Root.Maps("endpoints"), e => Assert.Equal("zone-a", e.String("zone")));
    }

    [Fact]
    public async Task Pods_OverAHundred_FillSlicesAndOneChangeWritesOneOfThem()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync(Service);
        for (var i = 0; i < 150; i++)
        {
            await PodAsync(cluster, $"p{i}", $"10.1.{i / 100}.{i % 100}", ready: true);
        }

        await cluster.QuietAsync();
        Assert.Equal(2, Slices(cluster).Count);
        Assert.Equal(150, Slices(cluster).Sum(s => s.Root.Maps("endpoints").Count()));
        Assert.All(Slices(cluster), s => Assert.InRange(s.Root.Maps("endpoints").Count(), 1, 100));

        var before = Slices(cluster).ToDictionary(s => s.Name, s => s.Metadata.ResourceVersion);
        await cluster.PatchAsync("pods", "p3", "{status: {conditions: [{type: Ready, status: 'False'}]}}", "status");
        await cluster.QuietAsync();
        Assert.Single(Slices(cluster), s => before[s.Name] != s.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task ManagedSlice_ChangedByHand_IsRepaired()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync(Service);
        await PodAsync(cluster, "a", "10.0.0.1", ready: true);
        await cluster.QuietAsync();
        await cluster.PatchAsync("endpointslices.discovery.k8s.io", Slices(cluster)[0].Name, "{endpoints: []}");
        await cluster.QuietAsync();
        Assert.Single(Assert.Single(Slices(cluster)).Root.Maps("endpoints"));
    }

    [Fact]
    public async Task EndpointsByHand_WithoutSelector_AreMirroredAndTheMirrorGoesWithThem()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("""
            {apiVersion: v1, kind: Service, metadata: {name: manual}, spec: {ports: [{port: 80}], clusterIP: 10.96.0.8}}
            ---
            {apiVersion: v1, kind: Endpoints, metadata: {name: manual}, subsets: [{addresses: [{ip: 203.0.113.5}], notReadyAddresses: [{ip: "2001:db8::6"}], ports: [{port: 80}]}]}
            """);
        await cluster.QuietAsync();
        Assert.Equal(["IPv4", "IPv6"], Slices(cluster).Select(s => s.Root.String("addressType")).Order());

        await cluster.DeleteAsync("endpoints", "manual");
        await cluster.QuietAsync();
        Assert.Empty(Slices(cluster));
    }

    [Fact]
    public async Task Service_Deleted_TakesItsEndpointsAlong()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync(Service);
        await cluster.QuietAsync();
        await cluster.DeleteAsync("services", "web");
        await cluster.QuietAsync();
        Assert.Null(cluster.Find("endpoints", "web"));
        Assert.Empty(Slices(cluster));
    }

    private static async Task<ControllerHarness> StartAsync()
    {
        var cluster = await ControllerHarness.StartAsync((Controller[])[new EndpointsController(), new EndpointSliceController(), new EndpointSliceMirroringController(), new GarbageCollectorController()]);
        await cluster.ApplyAsync("{apiVersion: v1, kind: Node, metadata: {name: node, labels: {topology.kubernetes.io/zone: zone-a}}}");
        return cluster;
    }

    private static IReadOnlyList<KubeObject> Slices(ControllerHarness cluster) => cluster.List("endpointslices.discovery.k8s.io");

    private static Task<KubeObject> PodAsync(ControllerHarness cluster, string name, string ip, bool ready) => cluster.ApplyAsync($$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: {{name}}, labels: {app: web} }
        spec: {nodeName: node, containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}] }]}
        status: {phase: Running, podIP: {{ip}}, podIPs: [{ip: "{{ip}}" }], conditions: [{type: Ready, status: "{{ready}}", lastTransitionTime: "2026-01-01T00:00:00Z"}]}
        """);
}
