using KubeEmulator.Nodes.Containers.Files;

namespace KubeEmulator.Nodes.Containers;

/// <summary>
/// The files of one container: a tree of its own, made from the image's when first looked at, and the pod's volumes
/// mounted in it. Paths are absolute and in Linux' form on every platform. Thread-safe.
/// </summary>
public sealed partial class VirtualFileSystem
{
    /// <summary>What the container's own tree may hold by default.</summary>
    public const long DefaultMaxBytes = 512L * 1024 * 1024;

    private readonly Lazy<DirectoryNode> root;
    private readonly SpaceBudget budget;

    /// <param name="time">The cluster's clock.</param>
    /// <param name="populate">Fills in the image's files; called when the tree is first used.</param>
    /// <param name="maxBytes">The most the container's own files may take.</param>
    public VirtualFileSystem(TimeProvider time, Action<VirtualFileSystem>? populate = null, long maxBytes = DefaultMaxBytes)
    {
        ArgumentNullException.ThrowIfNull(time);
        Time = time;
        budget = new SpaceBudget(maxBytes);
        var tree = new DirectoryNode(0x1ed, time.GetUtcNow());
        root = new Lazy<DirectoryNode>(() => tree);
        if (populate is not null)
        {
            // Inside populate the tree is reached through a second file system without the lazy step.
            root = new Lazy<DirectoryNode>(() =>
            {
                populate(new VirtualFileSystem(time, tree, budget));
                return tree;
            });
        }
    }

    private VirtualFileSystem(TimeProvider time, DirectoryNode tree, SpaceBudget budget)
    {
        Time = time;
        this.budget = budget;
        root = new Lazy<DirectoryNode>(() => tree);
    }

    /// <summary>The clock that files take their times from.</summary>
    public TimeProvider Time { get; }

    /// <summary>Whose rights hold; 0 may do everything.</summary>
    public int UserId { get; set; }

    /// <summary>The group whose rights hold.</summary>
    public int GroupId { get; set; }

    /// <summary>Whether everything outside of mounts is read-only (securityContext.readOnlyRootFilesystem).</summary>
    public bool ReadOnlyRoot { get; set; }

    /// <summary>The bytes of the container's own tree.</summary>
    public long UsedBytes => budget.Used;

    /// <summary>The most the container's own files may take.</summary>
    public long MaxBytes => budget.Limit;

    private DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Mounts a volume, or one path of it, at a path that is made if needed.</summary>
    /// <param name="path">The mount point.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="readOnly">Whether the container may not write through this mount.</param>
    /// <param name="subPath">The path in the volume; made as a folder if it is not there. It is resolved once, as the kubelet does.</param>
    /// <exception cref="FileFailureException">The path is the root, or leads through a file.</exception>
    public void Mount(string path, VolumeTree volume, bool readOnly = false, string subPath = "")
    {
        ArgumentNullException.ThrowIfNull(volume);
        FileNode target = volume.Root;
        if (subPath.Length > 0)
        {
            var inside = new VirtualFileSystem(Time, volume.Root, volume.Budget);
            if (!inside.Exists("/" + subPath))
            {
                inside.CreateDirectories("/" + subPath);
            }

            target = inside.Walk("/" + subPath, followLast: true).Node!;
        }

        var parent = path.TrimEnd('/') is var trimmed && trimmed.LastIndexOf('/') is var slash and > 0 ? trimmed[..slash] : "/";
        var writable = new VirtualFileSystem(Time, root.Value, budget);
        writable.CreateDirectories(parent);
        var place = writable.Walk(trimmed, followLast: true);
        if (place.Parent.Folder is null)
        {
            throw new FileFailureException(FileFailure.Invalid, path);
        }

        place.Parent.Folder.Put(place.Name, new MountNode(target, volume, readOnly, place.Node), Now);
    }

    /// <summary>What is at the path; null: nothing.</summary>
    public FileStatus? Status(string path, bool followLast = true)
    {
        try
        {
            return Walk(path, followLast).Node is { } node
                ? new FileStatus(node.Number, node.TypeLetter, node.Mode, node.UserId, node.GroupId, node.Size, Math.Max(1, node.Links), node.Modified)
                : null;
        }
        catch (FileFailureException failure) when (failure.Failure is FileFailure.NotFound or FileFailure.NotADirectory or FileFailure.TooManyLinks)
        {
            return null;
        }
    }

    /// <summary>Whether something is at the path.</summary>
    public bool Exists(string path) => Status(path) is not null;

    /// <summary>Whether the container's user may do this: 4 read, 2 write, 1 execute, added up.</summary>
    public bool MayAccess(string path, int access)
    {
        try
        {
            var place = Walk(path, followLast: true);
            return place.Node is { } node && May(node, access) && ((access & 2) == 0 || !place.ReadOnly);
        }
        catch (FileFailureException)
        {
            return false;
        }
    }

    /// <summary>The names in a folder, in order.</summary>
    /// <exception cref="FileFailureException">It is no folder, or may not be read.</exception>
    public IReadOnlyList<string> List(string path)
    {
        var node = Existing(path).Node;
        if (node is not DirectoryNode folder)
        {
            throw new FileFailureException(FileFailure.NotADirectory, path);
        }

        return May(folder, 4) ? [.. folder.List().Select(entry => entry.Name)] : throw new FileFailureException(FileFailure.Denied, path);
    }

    /// <summary>What a symbolic link holds.</summary>
    /// <exception cref="FileFailureException">It is no link.</exception>
    public string ReadLink(string path) =>
        Existing(path, followLast: false).Node is LinkNode link ? link.Target : throw new FileFailureException(FileFailure.Invalid, path);

    /// <summary>The path without links, "." and "..".</summary>
    /// <exception cref="FileFailureException">A folder on the way is missing.</exception>
    public string RealPath(string path) => Walk(path, followLast: true).FullPath;

    /// <summary>The space of the volume that holds the path.</summary>
    internal SpaceBudget BudgetOf(string path) => Walk(path, followLast: true).Budget;

    internal PathPlace Walk(string path, bool followLast)
    {
        if (path.Length == 0)
        {
            throw new FileFailureException(FileFailure.NotFound, path);
        }

        return new PathWalk(root.Value, budget, ReadOnlyRoot, folder => May(folder, 1)).Find(path, followLast);
    }

    internal bool May(FileNode node, int access)
    {
        if (UserId == 0)
        {
            return (access & 1) == 0 || node is DirectoryNode || (node.Mode & 0x49) != 0;
        }

        var shift = node.UserId == UserId ? 6 : node.GroupId == GroupId ? 3 : 0;
        return ((node.Mode >> shift) & access) == access;
    }

    private PathPlace Existing(string path, bool followLast = true)
    {
        var place = Walk(path, followLast);
        return place.Node is null ? throw new FileFailureException(FileFailure.NotFound, path) : place;
    }
}
