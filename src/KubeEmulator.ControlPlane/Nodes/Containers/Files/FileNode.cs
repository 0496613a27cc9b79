namespace KubeEmulator.Nodes.Containers.Files;

/// <summary>A file, a folder or a link. It has no name and no parent: those are the folder's that lists it.</summary>
internal abstract class FileNode(int mode, DateTimeOffset modified)
{
    private static long lastNumber;

    /// <summary>The inode number.</summary>
    public long Number { get; } = Interlocked.Increment(ref lastNumber);

    /// <summary>The permission bits, without the type.</summary>
    public int Mode { get; set; } = mode;

    public int UserId { get; set; }

    public int GroupId { get; set; }

    public DateTimeOffset Modified { get; set; } = modified;

    /// <summary>In how many folders it is listed.</summary>
    public int Links { get; set; }

    public abstract long Size { get; }

    /// <summary>The letter that ls puts first.</summary>
    public abstract char TypeLetter { get; }
}
