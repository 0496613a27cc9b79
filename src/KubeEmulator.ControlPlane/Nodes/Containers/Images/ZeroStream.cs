using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Images;

/// <summary>/dev/zero.</summary>
internal sealed class ZeroStream : AsyncStream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer.Span.Clear();
        return new ValueTask<int>(buffer.Length);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
