using System.Globalization;
using KubeEmulator.Nodes.Containers.Files;

namespace KubeEmulator.Nodes.Containers;

/// <summary>
/// A volume of a pod: a tree that its containers mount. An emptyDir is one that they write; ConfigMap, Secret, projected
/// and downward volumes are published by the kubelet as a whole.
/// </summary>
public sealed class VolumeTree
{
    /// <summary>What an emptyDir without a limit may hold.</summary>
    public const long DefaultMaxBytes = 512L * 1024 * 1024;

    private const string DataLink = "..data";

    private readonly TimeProvider time;
    private IReadOnlyDictionary<string, VolumeFile>? published;
    private int generation;

    /// <param name="time">The cluster's clock.</param>
    /// <param name="mode">The root's permission bits; the kubelet gives 0777.</param>
    /// <param name="maxBytes">The most its files may take.</param>
    public VolumeTree(TimeProvider time, int mode = 0x1ff, long maxBytes = DefaultMaxBytes)
    {
        ArgumentNullException.ThrowIfNull(time);
        this.time = time;
        Budget = new SpaceBudget(maxBytes);
        Root = new DirectoryNode(mode, time.GetUtcNow());
    }

    /// <summary>The bytes its files take now.</summary>
    public long UsedBytes => Budget.Used;

    internal DirectoryNode Root { get; }

    /// <summary>Whether containers may only read it, whatever their mounts say.</summary>
    internal bool IsReadOnly { get; init; }

    /// <summary>Called each time before somebody looks into the volume, on any thread: what has aged is replaced then, and needs no timer.</summary>
    internal Action? BeforeLook { get; set; }

    internal SpaceBudget Budget { get; }

    /// <summary>
    /// Replaces the whole content in one step, the way of the kubelet's pkg/volume/util/atomic_writer.go: a new folder with
    /// a time in its name, the link <c>..data</c> turned to it, and one link per visible name. Readers see the old content
    /// or the new, never a mixture. Returns whether anything changed.
    /// </summary>
    /// <param name="files">The files by path relative to the volume.</param>
    public bool Publish(IReadOnlyDictionary<string, VolumeFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (published is not null && Same(published, files))
        {
            return false;
        }

        var now = time.GetUtcNow();
        var folder = $"..{now.UtcDateTime.ToString("yyyy_MM_dd_HH_mm_ss", CultureInfo.InvariantCulture)}.{1_000_000_000 + ++generation}";
        var data = new DirectoryNode(0x1ed, now);
        foreach (var (path, file) in files)
        {
            Place(data, path, file, now);
        }

        var before = (Root.Find(DataLink) as LinkNode)?.Target;
        Root.Put(folder, data, now);
        Root.Put(DataLink, new LinkNode(folder, now), now);
        var visible = files.Keys.Select(path => path.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var name in visible.Where(name => Root.Find(name) is null))
        {
            Root.Put(name, new LinkNode($"{DataLink}/{name}", now), now);
        }

        foreach (var (name, _) in Root.List().Where(entry => !entry.Name.StartsWith("..", StringComparison.Ordinal) && !visible.Contains(entry.Name)))
        {
            Root.Remove(name, now);
        }

        if (before is not null)
        {
            Root.Remove(before, now);
        }

        published = files;
        return true;
    }

    private static bool Same(IReadOnlyDictionary<string, VolumeFile> left, IReadOnlyDictionary<string, VolumeFile> right) =>
        left.Count == right.Count && left.All(entry => right.TryGetValue(entry.Key, out var other) && other.Mode == entry.Value.Mode && other.Content.AsSpan().SequenceEqual(entry.Value.Content));

    private void Place(DirectoryNode folder, string path, VolumeFile file, DateTimeOffset now)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts[..^1])
        {
            if (folder.Find(part) is not DirectoryNode next)
            {
                next = new DirectoryNode(0x1ed, now);
                folder.Put(part, next, now);
            }

            folder = next;
        }

        folder.Put(parts[^1], new RegularFile(file.Content, file.Mode, Budget, now), now);
    }
}
