using KubeEmulator.ControlPlane.Tests.Controllers.Workloads;
using KubeEmulator.Controllers.Cluster;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class ServiceCidrTests
{
    private const string Kind = "servicecidrs.networking.k8s.io";
    private const string Blocked = "False Terminating";

    private static async Task<ControllerHarness> StartAsync()
    {
        var cluster = await ControllerHarness.StartAsync(new ServiceCidrController());
        await cluster.ApplyAsync("{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: more}, spec: {cidrs: [10.200.0.0/24]}}");
        await cluster.QuietAsync();
        return cluster;
    }

    private static string? Ready(ControllerHarness cluster) => cluster.Get(Kind, "more").Condition("Ready");

    private static Task AddressAsync(ControllerHarness cluster) => cluster.ApplyAsync(
        "{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: 10.200.0.9, labels: {ipaddress.kubernetes.io/managed-by: ipallocator.k8s.io, ipaddress.kubernetes.io/ip-family: IPv4}}, spec: {parentRef: {resource: services, namespace: default, name: s}}}");

    [Fact]
    public async Task ServiceCidr_New_IsReadyAndProtected()
    {
        await using var cluster = await StartAsync();

        Assert.StartsWith("True", Ready(cluster), StringComparison.Ordinal);
        Assert.Equal(["networking.k8s.io/service-cidr-finalizer"], cluster.Get(Kind, "more").Metadata.Finalizers);
        Assert.Contains("service-cidr-controller", cluster.Get(Kind, "more").Metadata.Root["managedFields"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServiceCidr_DeletedWithoutAddresses_GoesAfterTenSeconds()
    {
        await using var cluster = await StartAsync();
        await cluster.DeleteAsync(Kind, "more");
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(9));
        Assert.NotNull(cluster.Find(Kind, "more"));

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Null(cluster.Find(Kind, "more"));
    }

    [Fact]
    public async Task ServiceCidr_DeletedWithAddresses_StaysUntilTheyGo()
    {
        await using var cluster = await StartAsync();
        await AddressAsync(cluster);
        await cluster.DeleteAsync(Kind, "more");
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Blocked, Ready(cluster));

        await cluster.DeleteAsync("ipaddresses.networking.k8s.io", "10.200.0.9");
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Null(cluster.Find(Kind, "more"));
    }

    [Fact]
    public async Task ServiceCidr_DeletedInsideALargerOne_Goes()
    {
        await using var cluster = await StartAsync();
        await AddressAsync(cluster);
        await cluster.DeleteAsync(Kind, "more");
        await cluster.QuietAsync();
        Assert.Equal(Blocked, Ready(cluster));

        await cluster.ApplyAsync("{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: larger}, spec: {cidrs: [10.200.0.0/16]}}");
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Null(cluster.Find(Kind, "more"));
    }
}
