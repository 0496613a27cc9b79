using System.IO.Compression;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Tests.Content;

public sealed class PiecewiseAnswerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(400)]
    public async Task List_OfAnySize_IsWholeAndSaysItsLengthWhereItIsShort(int count)
    {
        using var server = new TestServer();
        await CreateAsync(server, count);

        var answer = await server.SendAsync("GET", "/api/v1/namespaces/default/configmaps");
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal(count, Value.Parse(bytes).At("items") is ListValue items ? items.Count : -1);
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.Equal(bytes.Length <= 2048, answer.Content.Headers.Contains("Content-Length"));
    }

    // Of different lengths, so that blocks end within names, between items and within their separators.
    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    public async Task List_LongerThanManyBlocks_HasEveryItemAsItIsAlone(string coding)
    {
        using var server = new TestServer();
        const int Count = 700;
        for (var i = 0; i < Count; i++)
        {
            (await server.SendAsync("POST", "/api/v1/namespaces/default/configmaps", $$$"""{"metadata":{"name":"c{{{i}}}"},"data":{"text":"{{{new string('x', i % 97)}}}"}}""")).EnsureSuccessStatusCode();
        }

        var answer = await server.SendAsync("GET", "/api/v1/namespaces/default/configmaps", null, ("Accept-Encoding", coding));
        Stream body = await answer.Content.ReadAsStreamAsync();
        using var text = new StreamReader(coding == "gzip" ? new GZipStream(body, CompressionMode.Decompress) : body, Encoding.UTF8);
        var items = Assert.IsType<ListValue>(Value.Parse(await text.ReadToEndAsync()).At("items"));

        Assert.Equal(Count, items.Count);
        foreach (var item in items.Cast<MapValue>())
        {
            var alone = await server.SendAsync("GET", $"/api/v1/namespaces/default/configmaps/{item.Map("metadata")!.String("name")}");
            var whole = (MapValue)Value.Parse(await alone.Content.ReadAsByteArrayAsync());
            Assert.Equal(whole.Without("kind").Without("apiVersion").ToString(), item.ToString());
        }
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(400, true)]
    public async Task List_ForWhoReadsGzip_IsCompressedWhereItIsLong(int count, bool compressed)
    {
        using var server = new TestServer();
        await CreateAsync(server, count);

        var answer = await server.SendAsync("GET", "/api/v1/namespaces/default/configmaps", null, ("Accept-Encoding", "gzip"));
        Stream body = await answer.Content.ReadAsStreamAsync();

        Assert.Equal(compressed, answer.Content.Headers.ContentEncoding.Contains("gzip"));
        using var text = new StreamReader(compressed ? new GZipStream(body, CompressionMode.Decompress) : body, Encoding.UTF8);
        Assert.Equal(count, Value.Parse(await text.ReadToEndAsync()).At("items") is ListValue items ? items.Count : -1);
    }

    private static async Task CreateAsync(TestServer server, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var answer = await server.SendAsync("POST", "/api/v1/namespaces/default/configmaps", $$$"""{"metadata":{"name":"c{{{i}}}"},"data":{"text":"{{{new string('x', 700)}}}"}}""");
            answer.EnsureSuccessStatusCode();
        }
    }
}
