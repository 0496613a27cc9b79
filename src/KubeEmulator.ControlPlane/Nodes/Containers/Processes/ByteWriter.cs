using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Processes;

/// <summary>Gathers what a command writes, in pieces of 8 KiB.</summary>
internal sealed class ByteWriter(Stream stream, CancellationToken cancellationToken)
{
    private const int PieceBytes = 8 * 1024;

    private byte[] buffer = [];
    private int count;

    /// <summary>Adds text; the caller flushes when <see cref="WriteAsync(string)"/> was not used for long.</summary>
    public ValueTask WriteAsync(string text)
    {
        Ensure(text.Length);
        System.Text.Encoding.Latin1.GetBytes(text, buffer.AsSpan(count));
        count += text.Length;
        return count >= PieceBytes ? FlushAsync() : ValueTask.CompletedTask;
    }

    public ValueTask WriteLineAsync(string text = "") => WriteAsync(text + "\n");

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length >= PieceBytes)
        {
            await FlushAsync();
            await stream.WriteAsync(bytes, cancellationToken);
            return;
        }

        Ensure(bytes.Length);
        bytes.CopyTo(buffer.AsMemory(count));
        count += bytes.Length;
        if (count >= PieceBytes)
        {
            await FlushAsync();
        }
    }

    public async ValueTask FlushAsync()
    {
        if (count > 0)
        {
            var length = count;
            count = 0;
            await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        }
    }

    private void Ensure(int more)
    {
        if (count + more > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(count + more, Math.Min(Math.Max(64, buffer.Length * 2), 2 * PieceBytes)));
        }
    }
}
