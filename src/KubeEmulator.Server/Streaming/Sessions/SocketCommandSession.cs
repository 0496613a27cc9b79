using KubeEmulator.Api;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>Exec or attach over a WebSocket. Upstream: <c>cri-streaming/pkg/streaming/remotecommand/websocket.go</c>.</summary>
internal sealed class SocketCommandSession : CommandSession
{
    private const int StdinChannel = 0;
    private const int StdoutChannel = 1;
    private const int StderrChannel = 2;
    private const int ErrorChannel = 3;
    private const int ResizeChannel = 4;

    private static readonly string[] Protocols =
        ["", "channel.k8s.io", "base64.channel.k8s.io", "v4.channel.k8s.io", "v4.base64.channel.k8s.io", "v5.channel.k8s.io"];

    private readonly ChannelSocket _socket;
    private readonly ChannelProtocol _protocol;

    private SocketCommandSession(ChannelSocket socket, ChannelProtocol protocol, CommandOptions options)
    {
        (_socket, _protocol) = (socket, protocol);
        Streams = new PodStreams
        {
            Stdin = options.Stdin ? socket.Input(StdinChannel) : null,
            Stdout = options.Stdout ? socket.Output(StdoutChannel) : null,
            Stderr = options.Stderr ? socket.Output(StderrChannel) : null,
            Tty = options.Tty,
            Resizes = options.Tty ? TerminalSizes.Of(socket.Input(ResizeChannel), socket.Gone) : null,
        };
    }

    public override PodStreams Streams { get; }

    public override CancellationToken Gone => _socket.Gone;

    protected override bool HasStatus => _protocol.HasStatus;

    protected override bool IsTranslated => _protocol.HasClose;

    /// <summary>Accepts the client; null where it was refused.</summary>
    public static async Task<CommandSession?> AcceptAsync(Exchange exchange, CommandOptions options, CancellationToken stop)
    {
        if (await WebSocketUpgrade.NegotiateAsync(exchange, Protocols).ConfigureAwait(false) is not var (socket, agreed))
        {
            return null;
        }

        var protocol = new ChannelProtocol(agreed);
        var channels = new ChannelSocket(socket, protocol, options.Stdin, false, false, false, options.Tty);
        channels.Start(stop);

        // A message of no bytes on the first channel tells the client that it is connected.
        await channels.SendAsync(options.Stdout ? StdoutChannel : options.Stderr ? StderrChannel : ErrorChannel, default, stop).ConfigureAwait(false);
        return new SocketCommandSession(channels, protocol, options);
    }

    public override ValueTask DisposeAsync() => _socket.DisposeAsync();

    protected override ValueTask WriteErrorAsync(ReadOnlyMemory<byte> bytes) => _socket.SendAsync(ErrorChannel, bytes, CancellationToken.None);
}
