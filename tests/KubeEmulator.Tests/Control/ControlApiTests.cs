using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Control;

public sealed class ControlApiTests
{
    [Fact]
    public async Task EveryCall_IsInTheOpenApiDocument()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };

        using var answer = await client.GetAsync(new Uri("/emulator/v1/openapi.json", UriKind.Relative));

        var document = (MapValue)Value.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal([EmulatorVersion.Text], answer.Headers.GetValues("Emulator-Version"));
        Assert.Equal(EmulatorVersion.Text, document.StringAt("info", "version"));
        var described = document.Map("paths")!.SelectMany(p => ((MapValue)p.Value).Select(o => $"{o.Key.ToUpperInvariant()} {p.Key}")).Order(StringComparer.Ordinal);
        Assert.Equal(cluster.Server.Options.Control.Select(e => $"{e.Method} /emulator/v1/{e.Path}").Order(StringComparer.Ordinal), described);
    }

    [Fact]
    public async Task BodiesAndQueries_AreDescribed()
    {
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };

        var document = (MapValue)Value.Parse(await client.GetStringAsync(new Uri("/emulator/v1/openapi", UriKind.Relative)));

        var paths = document.Map("paths")!;
        var advance = paths.Map("/emulator/v1/clock/advance")!.Map("post")!.Map("requestBody")!.Map("content")!.Map("application/json")!.Map("schema")!;
        Assert.Equal(["by"], advance.Strings("required"));
        Assert.Contains("limit", paths.Map("/emulator/v1/requests")!.Map("get")!.Maps("parameters").Select(p => p.String("name")));
    }
}
