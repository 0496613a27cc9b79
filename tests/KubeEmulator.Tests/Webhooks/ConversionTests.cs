using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Webhooks;

public sealed class ConversionTests
{
    private const string Definition =
        """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.example.com"},"spec":{
          "group":"example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},
          "conversion":{"strategy":"Webhook","webhook":{"conversionReviewVersions":["v1"],"clientConfig":{"service":{"name":"conv","namespace":"default"}}}},
          "versions":[
            {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"old":{"type":"string"}}}}}}},
            {"name":"v2","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"new":{"type":"string"}}}}}}}]}}
        """;

    private readonly RequestContext _request = new(UserInfo.Admin) { UserAgent = "tester/1.0" };

    [Fact]
    public async Task Handler_InTheSameProcess_ConvertsBetweenVersions()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var entry = cluster.Webhooks.AddService("default", "conv", async (request, token) =>
            new HttpResponseMessage { Content = new StringContent(Answer((MapValue)Value.Parse(await request.Content!.ReadAsStringAsync(token))), Encoding.UTF8, "application/json") });
        await CreateAsync(cluster, "apiextensions.k8s.io", "v1", "customresourcedefinitions", Definition);
        await CreateAsync(cluster, "example.com", "v2", "widgets", "{\"apiVersion\":\"example.com/v2\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"w\"},\"spec\":{\"new\":\"x\"}}");

        Assert.Equal("{\"old\":\"x\"}", cluster.Api.Get(cluster.Api.Catalog.Find("example.com", "v1", "widgets")!, "default", "w").Spec.ToString());
        Assert.Equal("{\"new\":\"x\"}", cluster.Api.Get(cluster.Api.Catalog.Find("example.com", "v2", "widgets")!, "default", "w").Spec.ToString());
    }

    private static string Answer(MapValue review)
    {
        var request = review.Map("request")!;
        var wanted = request.StringOrEmpty("desiredAPIVersion");
        var member = wanted == "example.com/v1" ? "old" : "new";
        var objects = request.Maps("objects").Select(o => (Value)o.With("apiVersion", wanted).With("spec", MapValue.Of((member, o.Map("spec")!.First().Value))));
        return review.Without("request").With("response", MapValue.Of(
            ("uid", request["uid"]!), ("result", MapValue.Of(("status", "Success"))), ("convertedObjects", ListValue.From(objects)))).ToString();
    }

    private async Task CreateAsync(EmulatedCluster cluster, string group, string version, string resource, string document) =>
        await cluster.Api.CreateAsync(cluster.Api.Catalog.Find(group, version, resource)!, "default", (MapValue)Value.Parse(document), WriteOptions.None, _request);
}
