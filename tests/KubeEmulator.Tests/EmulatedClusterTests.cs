using System.Net;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Tests;

public sealed class EmulatedClusterTests
{
    [Fact]
    public async Task Cluster_HasItsSystemNamespaces_AndTheKubernetesService()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = Client(cluster);

        var names = await NamesAsync(client, "/api/v1/namespaces");

        Assert.Equal(["default", "kube-node-lease", "kube-public", "kube-system"], names);
        Assert.Equal(["kubernetes"], await NamesAsync(client, "/api/v1/services"));
    }

    [Fact]
    public async Task InProcessAndHttp_SeeTheSameObjects()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = Client(cluster);
        using var body = new StringContent("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"}}""", Encoding.UTF8, "application/json");

        var answer = await client.PostAsync(new Uri("/api/v1/namespaces/default/configmaps", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var type = cluster.Api.Catalog.Find("", "v1", "configmaps")!;
        Assert.Equal("v", cluster.Api.Get(type, "default", "a").Root.StringAt("data", "k"));
    }

    [Fact]
    public async Task TwoClusters_ShareNothing()
    {
        await using var one = await EmulatedCluster.StartAsync();
        await using var two = await EmulatedCluster.StartAsync();
        var type = one.Api.Catalog.Find("", "v1", "configmaps")!;
        var body = MapValue.Of(("kind", "ConfigMap"), ("apiVersion", "v1"), ("metadata", MapValue.Of(("name", "a"), ("namespace", "default"))));

        await one.Api.CreateAsync(type, "default", body, WriteOptions.None, new RequestContext(UserInfo.Admin));

        Assert.Throws<ApiException>(() => two.Api.Get(type, "default", "a"));
    }

    [Fact]
    public async Task Service_TakesAnAddress_AndGivesItBackWhenDeleted()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        var services = cluster.Api.Catalog.Find("", "v1", "services")!;
        var addresses = cluster.Api.Catalog.Find("networking.k8s.io", "v1", "ipaddresses")!;
        var request = new RequestContext(UserInfo.Admin);
        var body = MapValue.Of(
            ("kind", "Service"),
            ("apiVersion", "v1"),
            ("metadata", MapValue.Of(("name", "web"), ("namespace", "default"))),
            ("spec", MapValue.Of(("type", "NodePort"), ("ports", ListValue.Of(MapValue.Of(("port", 80)))))));

        var created = await cluster.Api.CreateAsync(services, "default", body, WriteOptions.None, request);
        var address = created.Spec.String("clusterIP")!;

        Assert.StartsWith("10.96.", address, StringComparison.Ordinal);
        Assert.InRange(created.Spec.Maps("ports").Single().Integer("nodePort")!.Value, 30000, 32767);
        Assert.Equal(address, cluster.Api.Get(addresses, "", address).Name);
        await cluster.Api.DeleteAsync(services, "default", "web", DeleteOptions.None, request);
        Assert.Throws<ApiException>(() => cluster.Api.Get(addresses, "", address));
    }

    private static HttpClient Client(EmulatedCluster cluster) => new(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };

    private static async Task<string[]> NamesAsync(HttpClient client, string path)
    {
        var list = (MapValue)Value.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)));
        return [.. list.Maps("items").Select(item => item.StringAt("metadata", "name")!)];
    }
}
