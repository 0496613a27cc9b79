using KubeEmulator;
using KubeEmulator.Runtime;
using KubeEmulator.Testing;

namespace KubeOpsOperator.Tests;

/// <summary>A cluster that knows tenants; each test takes a fork of it, which costs next to nothing.</summary>
public sealed class TenantCluster : EmulatedClusterFixture, IAsyncLifetime
{
    public const string Shop = "{apiVersion: example.com/v1, kind: Tenant, metadata: {name: shop}, spec: {owner: jane, cpus: 2}}";

    // KubeOps' attributes are read by name, so the class that the operator serves makes the definition. KubeOps looks into its
    // queue every 100 ms: the clock waits longer than that for it.
    protected override KubeEmulatorBuilder Describe(KubeEmulatorBuilder builder) => builder
        .WithClock(ClusterClock.Manual())
        .WithClientGrace(TimeSpan.FromMilliseconds(250))
        .WithCustomResource<V1Tenant>();
}
