using System.Buffers.Binary;
using System.Text;
using KubeEmulator.Api;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>
/// Port-forward over a WebSocket: one connection per port of the query, two channels each, data and errors. Upstream:
/// <c>cri-streaming/pkg/streaming/portforward/websocket.go</c>.
/// </summary>
internal static class SocketForward
{
    private static readonly string[] Protocols = ["", "v4.channel.k8s.io", "v4.base64.channel.k8s.io"];

    public static async Task ServeAsync(Exchange exchange, IPodSandbox sandbox, string podUid, IReadOnlyList<int> ports, CancellationToken stop)
    {
        if (await WebSocketUpgrade.NegotiateAsync(exchange, Protocols).ConfigureAwait(false) is not var (socket, agreed))
        {
            return;
        }

        var channels = new ChannelSocket(socket, new ChannelProtocol(agreed), [.. ports.SelectMany(_ => (bool[])[true, false])]);
        await using (channels.ConfigureAwait(false))
        {
            channels.Start(stop);
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(channels.Gone, stop);
            await Task.WhenAll(ports.Select((port, index) => ForwardAsync(channels, sandbox, podUid, port, index * 2, gone.Token))).ConfigureAwait(false);
        }
    }

    // Both channels begin with the port, so that the client knows which is which.
    private static async Task ForwardAsync(ChannelSocket channels, IPodSandbox sandbox, string podUid, int port, int channel, CancellationToken gone)
    {
        var number = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)port);
        await channels.SendAsync(channel, number, gone).ConfigureAwait(false);
        await channels.SendAsync(channel + 1, number, gone).ConfigureAwait(false);
        var input = channels.Input(channel);
        var output = channels.Output(channel);
        var client = new TwoWayStream(input, output);
        var failure = await ForwardedPort.RunAsync(sandbox, port, client, gone).ConfigureAwait(false);
        input.Stop();
        if (failure.Length > 0)
        {
            await channels.SendAsync(channel + 1, Encoding.UTF8.GetBytes(PortForwarding.Failed(podUid, port, failure)), gone).ConfigureAwait(false);
        }
    }
}
