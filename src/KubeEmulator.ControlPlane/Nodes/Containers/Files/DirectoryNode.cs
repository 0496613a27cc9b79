namespace KubeEmulator.Nodes.Containers.Files;

/// <summary>A folder. Thread-safe, since the kubelet publishes volumes while programs read them.</summary>
internal sealed class DirectoryNode(int mode, DateTimeOffset modified) : FileNode(mode, modified)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, FileNode> entries = new(StringComparer.Ordinal);

    public override long Size => 4096;

    public override char TypeLetter => 'd';

    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    public FileNode? Find(string name)
    {
        lock (gate)
        {
            return entries.GetValueOrDefault(name);
        }
    }

    /// <summary>The entries by name, as they are now.</summary>
    public (string Name, FileNode Node)[] List()
    {
        (string, FileNode)[] listed;
        lock (gate)
        {
            listed = [.. entries.Select(entry => (entry.Key, entry.Value))];
        }

        Array.Sort(listed, static (left, right) => string.CompareOrdinal(left.Item1, right.Item1));
        return listed;
    }

    /// <summary>Adds, or replaces in one step.</summary>
    public FileNode? Put(string name, FileNode node, DateTimeOffset now)
    {
        lock (gate)
        {
            var before = entries.GetValueOrDefault(name);
            entries[name] = node;
            node.Links++;
            if (before is not null)
            {
                before.Links--;
            }

            Modified = now;
            return before;
        }
    }

    public FileNode? Remove(string name, DateTimeOffset now)
    {
        lock (gate)
        {
            if (entries.Remove(name, out var node))
            {
                node.Links--;
                Modified = now;
            }

            return node;
        }
    }
}
