using k8s;
using KubeEmulator.Runtime;

namespace KubeEmulator.KubernetesClient.Tests;

/// <summary>Tests with a cluster of their own, whose time they move, and the official client on it over memory.</summary>
public abstract class ClientTests : IAsyncLifetime
{
    protected EmulatedCluster Cluster { get; private set; } = null!;

    protected Kubernetes Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cluster = await EmulatedCluster.StartAsync(b => b.WithClock(ClusterClock.Manual()));
        Client = Cluster.CreateClient();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Cluster.DisposeAsync();
    }
}
