using System.Threading.Channels;
using KubeEmulator.Api;
using KubeEmulator.Server.Streaming.Spdy;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>Exec or attach over SPDY: a stream for each end, named by its header. Upstream: <c>cri-streaming/pkg/streaming/remotecommand/httpstream.go</c>.</summary>
internal sealed class SpdyCommandSession : CommandSession
{
    private static readonly string[] Protocols = ["v4.channel.k8s.io", "v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io"];

    // How long upstream waits for the client to open its streams (DefaultStreamCreationTimeout).
    private static readonly TimeSpan OpenWithin = TimeSpan.FromSeconds(30);

    private readonly SpdyConnection _connection;
    private readonly Dictionary<string, SpdyStream> _streams;

    private SpdyCommandSession(SpdyConnection connection, Dictionary<string, SpdyStream> streams, string protocol, bool tty)
    {
        (_connection, _streams, HasStatus) = (connection, streams, protocol.StartsWith("v4.", StringComparison.Ordinal));
        Streams = new PodStreams
        {
            Stdin = streams.GetValueOrDefault("stdin"),
            Stdout = streams.GetValueOrDefault("stdout"),
            Stderr = tty ? null : streams.GetValueOrDefault("stderr"),
            Tty = tty,
            Resizes = streams.TryGetValue("resize", out var resize) ? TerminalSizes.Of(resize, connection.Closed) : null,
        };
    }

    public override PodStreams Streams { get; }

    public override CancellationToken Gone => _connection.Closed;

    protected override bool HasStatus { get; }

    /// <summary>Accepts the client and waits for its streams; null where it was refused or is too slow.</summary>
    public static async Task<CommandSession?> AcceptAsync(Exchange exchange, CommandOptions options, CancellationToken stop)
    {
        if (await SpdyUpgrade.AcceptAsync(exchange, Protocols).ConfigureAwait(false) is not var (transport, protocol))
        {
            return null;
        }

        var opened = Channel.CreateUnbounded<SpdyStream>();
        var connection = new SpdyConnection(transport, _ => true, stream => opened.Writer.TryWrite(stream));
        connection.Start(stop);
        var resizes = options.Tty && protocol[..2] is "v3" or "v4";
        var expected = 1 + (options.Stdin ? 1 : 0) + (options.Stdout ? 1 : 0) + (options.Stderr ? 1 : 0) + (resizes ? 1 : 0);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop, connection.Closed);
        patience.CancelAfter(OpenWithin);
        var streams = new Dictionary<string, SpdyStream>();
        try
        {
            while (streams.Count < expected)
            {
                var stream = await opened.Reader.ReadAsync(patience.Token).ConfigureAwait(false);
                streams[stream.Header("streamType")] = stream;
            }
        }
        catch (OperationCanceledException)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            return null;
        }

        return new SpdyCommandSession(connection, streams, protocol, options.Tty);
    }

    public override async ValueTask DisposeAsync()
    {
        // Each stream ends by itself, so that the client reads all of it before the connection goes.
        foreach (var stream in _streams.Values)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    protected override ValueTask WriteErrorAsync(ReadOnlyMemory<byte> bytes) =>
        _streams.TryGetValue("error", out var error) ? error.WriteAsync(bytes, CancellationToken.None) : ValueTask.CompletedTask;
}
