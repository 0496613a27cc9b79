namespace KubeEmulator.Nodes.Containers.Processes;

/// <summary>A process' descriptors.</summary>
internal sealed class FileTable
{
    private readonly Dictionary<int, FileHandle> handles = [];

    public FileHandle? this[int descriptor] => handles.GetValueOrDefault(descriptor);

    /// <summary>A table of its own over the same open files.</summary>
    public FileTable Copy()
    {
        var copy = new FileTable();
        foreach (var (descriptor, handle) in handles)
        {
            copy.handles[descriptor] = handle.Share();
        }

        return copy;
    }

    /// <summary>Takes over the caller's reference; what stood there before is released.</summary>
    public void Set(int descriptor, FileHandle handle)
    {
        if (handles.Remove(descriptor, out var before))
        {
            before.Release();
        }

        handles[descriptor] = handle;
    }

    public void Close(int descriptor)
    {
        if (handles.Remove(descriptor, out var before))
        {
            before.Release();
        }
    }

    /// <summary>Releases everything: the process has ended.</summary>
    public void CloseAll()
    {
        foreach (var handle in handles.Values)
        {
            handle.Release();
        }

        handles.Clear();
    }
}
