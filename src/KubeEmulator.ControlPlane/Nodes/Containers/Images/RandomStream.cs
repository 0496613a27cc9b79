using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Images;

/// <summary>/dev/urandom: a sequence that looks random and is the same in every run (splitmix64).</summary>
internal sealed class RandomStream : AsyncStream
{
    private static long opened;

    private ulong state = (ulong)Interlocked.Increment(ref opened) * 0x9e3779b97f4a7c15;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        foreach (ref var cell in buffer.Span)
        {
            state += 0x9e3779b97f4a7c15;
            var mixed = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
            cell = (byte)(mixed >> 56);
        }

        return new ValueTask<int>(buffer.Length);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
