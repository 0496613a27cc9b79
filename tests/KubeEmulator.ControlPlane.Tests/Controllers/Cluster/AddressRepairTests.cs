using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class AddressRepairTests
{
    private const string Addresses = "ipaddresses.networking.k8s.io";

    [Fact]
    public async Task Address_OfALivingService_ComesBackWhenDeleted()
    {
        await using var cluster = await ControllerHarness.StartAsync(new AddressRepairController());
        var service = await cluster.ApplyAsync("{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}");
        var address = service.Spec.String("clusterIP")!;
        await cluster.DeleteAsync(Addresses, address);
        await cluster.QuietAsync();

        Assert.Equal("""{"resource":"services","namespace":"default","name":"web"}""", cluster.Get(Addresses, address).Spec.Map("parentRef")!.ToString());
        Assert.Equal([$"Service/web Warning ClusterIPNotAllocated: Cluster IP [IPv4]: {address} is not allocated; repairing"], cluster.Events());
    }

    [Fact]
    public async Task Address_OfADeletedService_GoesWithItAndStaysAway()
    {
        await using var cluster = await ControllerHarness.StartAsync(new AddressRepairController());
        var service = await cluster.ApplyAsync("{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}");
        await cluster.DeleteAsync("services", "web");
        await cluster.QuietAsync();

        Assert.Null(cluster.Find(Addresses, service.Spec.String("clusterIP")!));
        Assert.Empty(cluster.Events());
    }

    [Fact]
    public async Task Address_WithoutAService_IsCleanedUpAfterAMinute()
    {
        await using var cluster = await ControllerHarness.StartAsync(new AddressRepairController());
        await cluster.ApplyAsync("{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: 10.96.0.77, labels: {ipaddress.kubernetes.io/managed-by: ipallocator.k8s.io}}, spec: {parentRef: {resource: services, namespace: default, name: gone}}}");
        await cluster.ApplyAsync("{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: 10.96.0.78}, spec: {parentRef: {resource: services, namespace: default, name: gone}}}");
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(50));
        Assert.NotNull(cluster.Find(Addresses, "10.96.0.77"));

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.Null(cluster.Find(Addresses, "10.96.0.77"));
        Assert.NotNull(cluster.Find(Addresses, "10.96.0.78"));
    }
}
