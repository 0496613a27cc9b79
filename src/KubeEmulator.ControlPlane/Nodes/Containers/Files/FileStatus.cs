namespace KubeEmulator.Nodes.Containers;

/// <summary>What stat tells of a file.</summary>
/// <param name="Number">The inode number.</param>
/// <param name="Type">The letter that ls puts first: <c>-</c>, <c>d</c>, <c>l</c> or <c>c</c>.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Links">In how many folders it is listed.</param>
/// <param name="Modified">When its content last changed.</param>
public sealed record FileStatus(long Number, char Type, int Mode, int UserId, int GroupId, long Size, int Links, DateTimeOffset Modified)
{
    /// <summary>Whether it is a folder.</summary>
    public bool IsDirectory => Type == 'd';

    /// <summary>Whether it is a symbolic link.</summary>
    public bool IsLink => Type == 'l';

    /// <summary>Whether it is a plain file.</summary>
    public bool IsFile => Type == '-';
}
