namespace KubeEmulator.Nodes.Containers.Processes;

/// <summary>An open file that several descriptors may stand for; the stream is closed with the last of them.</summary>
internal sealed class FileHandle(Stream stream, bool owned = true, bool isTerminal = false)
{
    private int references = 1;

    public Stream Stream { get; } = stream;

    public bool IsTerminal { get; } = isTerminal;

    public FileHandle Share()
    {
        Interlocked.Increment(ref references);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref references) == 0 && owned)
        {
            Stream.Dispose();
        }
    }
}
