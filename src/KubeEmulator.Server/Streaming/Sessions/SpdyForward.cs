using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Server.Streaming.Spdy;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>
/// Port-forward over SPDY: any number of connections, each a pair of streams (errors, data) that share a request id. Upstream:
/// <c>cri-streaming/pkg/streaming/portforward/httpstream.go</c>.
/// </summary>
internal sealed class SpdyForward(IPodSandbox sandbox, string podUid)
{
    private readonly ConcurrentDictionary<string, (SpdyStream? Data, SpdyStream? Error)> _pairs = new();
    private CancellationToken _gone;

    /// <summary>Serves a connection until the client closes it.</summary>
    public async Task RunAsync(Stream transport, CancellationToken stop)
    {
        var connection = new SpdyConnection(transport, IsWanted, Pair);
        await using (connection.ConfigureAwait(false))
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(connection.Closed, stop);
            _gone = gone.Token;
            connection.Start(stop);
            await connection.WhenClosedAsync().ConfigureAwait(false);
        }
    }

    // Streams without a port or of an unknown sort are refused.
    private static bool IsWanted(SpdyStream stream) => PortOf(stream) > 0 && stream.Header("streamType") is ("error" or "data");

    private static int PortOf(SpdyStream stream) => ushort.TryParse(stream.Header("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;

    private void Pair(SpdyStream stream)
    {
        var id = RequestIdOf(stream);
        var pair = _pairs.GetValueOrDefault(id);
        pair = stream.Header("streamType") == "data" ? pair with { Data = stream } : pair with { Error = stream };
        if (pair is { Data: { } data, Error: { } error })
        {
            _pairs.TryRemove(id, out _);
            _ = ForwardAsync(PortOf(data), data, error);
        }
        else
        {
            _pairs[id] = pair;
        }
    }

    // Clients before request ids open the error stream first and the data stream next.
    private static string RequestIdOf(SpdyStream stream)
    {
        var given = stream.Header("requestID");
        return given.Length > 0 ? given : (stream.Header("streamType") == "data" ? stream.Id - 2 : stream.Id).ToString(CultureInfo.InvariantCulture);
    }

    private async Task ForwardAsync(int port, SpdyStream data, SpdyStream error)
    {
        try
        {
            var failure = await ForwardedPort.RunAsync(sandbox, port, data, _gone).ConfigureAwait(false);
            if (failure.Length > 0)
            {
                await error.WriteAsync(Encoding.UTF8.GetBytes(PortForwarding.Failed(podUid, port, failure)), CancellationToken.None).ConfigureAwait(false);
            }

            await data.DisposeAsync().ConfigureAwait(false);
            await error.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The client has gone.
        }
    }
}
