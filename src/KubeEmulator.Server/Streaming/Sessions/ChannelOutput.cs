namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>The writing side of one channel.</summary>
internal sealed class ChannelOutput(ChannelSocket socket, int channel) : AsyncStream
{
    public override bool CanWrite => true;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? ValueTask.CompletedTask : socket.SendAsync(channel, buffer, cancellationToken);
}
