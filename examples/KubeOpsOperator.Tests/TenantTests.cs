using KubeEmulator;
using KubeEmulator.Objects;
using KubeEmulator.Testing;
using KubeEmulator.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeOpsOperator.Tests;

/// <summary>The operator in its own host, as it ships; only the cluster and the billing system are not the real ones.</summary>
public sealed class TenantTests(TenantCluster shared) : IClassFixture<TenantCluster>
{
    private readonly RecordedBilling _billing = new();

    [Fact]
    public async Task Tenant_GetsItsNamespaceAndQuota()
    {
        await using var cluster = shared.Fork();
        using var host = await StartAsync(cluster);

        await cluster.Objects.ApplyAsync(TenantCluster.Shop);
        var tenant = (await cluster.Objects.WaitForAsync("Tenant", "shop", t => t?.Status.String("namespace") is not null))!;

        Assert.Equal(("tenant-shop", "account-shop"), (tenant.Status.String("namespace"), tenant.Status.String("account")));
        Assert.Equal("jane", _billing.Accounts["shop"]);
        await RefusedAsync(cluster, "3");
        await cluster.Objects.ApplyAsync(Pod("2"), "tenant-shop");
        await host.StopAsync();
    }

    [Fact]
    public async Task Tenant_ThatGrows_MayAskForMore()
    {
        await using var cluster = shared.Fork();
        using var host = await StartAsync(cluster);
        await cluster.Objects.ApplyAsync(TenantCluster.Shop);
        await cluster.Objects.WaitForAsync("Tenant", "shop", t => t?.Status.String("namespace") is not null);
        await RefusedAsync(cluster, "3");

        await cluster.Objects.PatchAsync("Tenant", "shop", "{spec: {cpus: 4}}");
        await cluster.Objects.WaitForAsync("ResourceQuota", "limits", q => q?.Status.Map("hard")?.String("requests.cpu") == "4", "tenant-shop");

        await cluster.Objects.ApplyAsync(Pod("3"), "tenant-shop");
        await host.StopAsync();
    }

    [Fact]
    public async Task Tenant_Deleted_PaysNoMore_AndTakesItsNamespaceWithIt()
    {
        await using var cluster = shared.Fork();
        using var host = await StartAsync(cluster);
        await cluster.Objects.ApplyAsync(TenantCluster.Shop);
        var tenant = (await cluster.Objects.WaitForAsync("Tenant", "shop", t => t?.Status.String("namespace") is not null))!;
        Assert.Contains(TenantFinalizer.Name, tenant.Metadata.Root.Strings("finalizers"));

        await cluster.Objects.DeleteAsync("Tenant", "shop");
        await cluster.Objects.WaitForDeletedAsync("Tenant", "shop");
        await cluster.Objects.WaitForDeletedAsync("Namespace", "tenant-shop");

        Assert.Empty(_billing.Accounts);
        await host.StopAsync();
    }

    [Fact]
    public async Task Tenant_WithoutAnOwner_IsRefused()
    {
        await using var cluster = shared.Fork();

        var refused = await Assert.ThrowsAsync<ApiException>(() => cluster.Objects.ApplyAsync("{apiVersion: example.com/v1, kind: Tenant, metadata: {name: shop}, spec: {cpus: 65}}"));

        Assert.Contains("spec.owner: Required value", refused.Message, StringComparison.Ordinal);
        Assert.Contains("should be less than or equal to 64", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Definition_ThatShips_IsThatOfTheModel() => Assert.Equal(
        CustomResourceDefinitions.FromType<V1Tenant>(),
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "deploy", "crd.yaml")).ReplaceLineEndings("\n"));

    private async Task<IHost> StartAsync(EmulatedCluster cluster)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IBilling>(_billing);
        builder.Services.AddTenantOperator();
        builder.Services.AddKubeEmulator(cluster);
        var host = builder.Build();
        await host.StartAsync();
        await cluster.Objects.WaitForWatchAsync("Tenant");
        return host;
    }

    private static async Task RefusedAsync(EmulatedCluster cluster, string cpus)
    {
        var refused = await Assert.ThrowsAsync<ApiException>(() => cluster.Objects.ApplyAsync(Pod(cpus), "tenant-shop"));
        Assert.Contains("exceeded quota: limits", refused.Message, StringComparison.Ordinal);
    }

    private static string Pod(string cpus) =>
        $"{{apiVersion: v1, kind: Pod, metadata: {{name: web}}, spec: {{containers: [{{name: web, image: nginx, resources: {{requests: {{cpu: \"{cpus}\"}}}}}}]}}}}";
}
