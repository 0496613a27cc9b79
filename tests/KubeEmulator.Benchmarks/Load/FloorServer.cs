using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Threading.Channels;
using KubeEmulator.Server.Transport;
using KubeEmulator.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeEmulator.Benchmarks.Load;

/// <summary>
/// What Kestrel with TLS does in the best case: it answers the load's calls with bytes made beforehand, sends what is written to all open
/// watches, and thinks about nothing. A server's distance from it is what that server costs.
/// </summary>
internal sealed class FloorServer : IAsyncDisposable
{
    private const int PageSize = 500;

    // As large as the load's custom resources are once the server has added its part.
    private const int ObjectSize = 1000;

    private readonly ClusterCertificates _certificates = new();
    private readonly ConcurrentDictionary<ChannelWriter<byte[]>, bool> _watches = new();
    private readonly byte[] _object;
    private readonly byte[] _all;
    private readonly byte[] _tenth;
    private readonly byte[] _page;
    private readonly byte[] _lastPage;
    private readonly int _count;
    private WebApplication? _application;

    public FloorServer(int count)
    {
        _count = count;
        var bare = LoadObjects.Gadgets.Body("fixed", 1);
        _object = ((MapValue)Value.Parse(bare)).With("filler", StringValue.Of(new string('x', ObjectSize - bare.Length - 12))).ToUtf8Bytes();
        (_all, _tenth, _page, _lastPage) = (List(count, ""), List(count / 10, ""), List(PageSize, "next"), List(PageSize, ""));
    }

    /// <summary>Listens; 0 takes a free port.</summary>
    /// <returns>The port.</returns>
    public async Task<int> StartAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxResponseBufferSize = 256 * 1024;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(_certificates.Serving));
        });
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.Run(AnswerAsync);
        await _application.StartAsync();
        return new Uri(_application.Urls.First()).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var watch in _watches.Keys)
        {
            watch.TryComplete();
        }

        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        _certificates.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        if (http.Request.Method == "GET")
        {
            await (http.Request.Query.ContainsKey("watch") ? WatchAsync(http) : WriteAsync(http, Found(http)));
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        if (http.Request.Method == "PATCH")
        {
            byte[] line = [.. "{\"type\":\"MODIFIED\",\"object\":"u8, .. _object.AsSpan(0, ObjectSize - (int)body.Length), .. body.GetBuffer().AsSpan(0, (int)body.Length), .. "}\n"u8];
            foreach (var watch in _watches.Keys)
            {
                watch.TryWrite(line);
            }
        }

        http.Response.ContentLength = _object.Length;
        await http.Response.Body.WriteAsync(_object);
    }

    // In blocks, as one large write is slower.
    private static async Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> found)
    {
        var writer = http.Response.BodyWriter;
        while (found.Length > 0)
        {
            var block = writer.GetMemory(Math.Min(found.Length, 64 * 1024));
            var part = Math.Min(found.Length, block.Length);
            found[..part].CopyTo(block);
            writer.Advance(part);
            found = found[part..];
            if (found.Length > 0)
            {
                await writer.FlushAsync();
            }
        }
    }

    private ReadOnlyMemory<byte> Found(HttpContext http)
    {
        if (!http.Request.Path.Value!.EndsWith(LoadObjects.Gadgets.Resource, StringComparison.Ordinal))
        {
            http.Response.ContentLength = _object.Length;
            return _object;
        }

        if (http.Request.Query["limit"] is [{ } limit])
        {
            // Who follows the token finds as many pages as there would be.
            var page = http.Request.Query["continue"] is [{ Length: > 4 } token] ? int.Parse(token.AsSpan(4), CultureInfo.InvariantCulture) : 1;
            return limit != "500" || (page + 1) * PageSize > _count ? _lastPage : Numbered(page + 1);
        }

        return http.Request.Query.ContainsKey("labelSelector") ? _tenth : _all;
    }

    private byte[] Numbered(int page)
    {
        byte[] numbered = [.. _page];
        var at = numbered.AsSpan().LastIndexOf("next    "u8);
        page.TryFormat(numbered.AsSpan(at + 4, 4), out _, "0000", CultureInfo.InvariantCulture);
        return numbered;
    }

    private async Task WatchAsync(HttpContext http)
    {
        var events = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
        _watches[events.Writer] = true;
        try
        {
            await http.Response.StartAsync();
            var writer = http.Response.BodyWriter;
            await writer.FlushAsync();
            while (await events.Reader.WaitToReadAsync(http.RequestAborted))
            {
                while (events.Reader.TryRead(out var line))
                {
                    line.CopyTo(writer.GetSpan(line.Length));
                    writer.Advance(line.Length);
                }

                await writer.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }
        finally
        {
            _watches.TryRemove(events.Writer, out _);
        }
    }

    private byte[] List(int count, string next)
    {
        using var list = new MemoryStream();
        list.Write("{\"apiVersion\":\"load.example/v1\",\"items\":["u8);
        for (var i = 0; i < count; i++)
        {
            list.Write(i == 0 ? [] : ","u8);
            list.Write(_object);
        }

        list.Write(System.Text.Encoding.UTF8.GetBytes($"],\"kind\":\"GadgetList\",\"metadata\":{{\"continue\":\"{(next.Length == 0 ? "" : next + "    ")}\",\"resourceVersion\":\"1\"}}}}\n"));
        return list.ToArray();
    }
}
