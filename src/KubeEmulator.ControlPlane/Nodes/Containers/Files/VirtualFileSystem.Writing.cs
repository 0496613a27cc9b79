using KubeEmulator.Nodes.Containers.Files;

namespace KubeEmulator.Nodes.Containers;

/// <content>What opens and changes files.</content>
public sealed partial class VirtualFileSystem
{
    private const int NewFileMode = 0x1a4;
    private const int NewFolderMode = 0x1ed;

    /// <summary>Opens a file to read from its start.</summary>
    /// <exception cref="FileFailureException">It is not there, is a folder, or may not be read.</exception>
    public Stream OpenRead(string path)
    {
        var place = Existing(path);
        Check(place.Node is not DirectoryNode, FileFailure.IsADirectory, path);
        Check(May(place.Node!, 4), FileFailure.Denied, path);
        return place.Node is DeviceNode device ? device.Open() : new VirtualFileStream((RegularFile)place.Node!, Time, read: true, write: false, append: false);
    }

    /// <summary>Opens a file to write, and to read, making it if needed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Append, Create (empties), CreateNew (fails if there), OpenOrCreate (keeps).</param>
    /// <param name="permissions">The permission bits of a new file.</param>
    /// <exception cref="FileFailureException">It may not be written, or is a folder.</exception>
    public Stream OpenWrite(string path, FileMode mode = FileMode.Create, int permissions = NewFileMode)
    {
        var place = Walk(path, followLast: true);
        Check(place.Node is not DirectoryNode, FileFailure.IsADirectory, path);
        Check(!path.EndsWith('/'), FileFailure.IsADirectory, path);
        Check(place.Node is null || mode != FileMode.CreateNew, FileFailure.Exists, path);
        Check(place.Node is not null || mode != FileMode.Open, FileFailure.NotFound, path);
        if (place.Node is DeviceNode device)
        {
            return device.Open();
        }

        Check(!place.ReadOnly, FileFailure.ReadOnly, path);
        if (place.Node is not RegularFile file)
        {
            file = new RegularFile(permissions, place.Budget, Now);
            Add(place, file, path);
        }
        else
        {
            Check(May(file, 2), FileFailure.Denied, path);
        }

        if (mode is FileMode.Create or FileMode.Truncate)
        {
            file.SetLength(0, Now);
        }

        return new VirtualFileStream(file, Time, read: mode is not FileMode.Append, write: true, append: mode is FileMode.Append);
    }

    /// <summary>The whole file as bytes.</summary>
    /// <exception cref="FileFailureException">It is not there, is a folder, or may not be read.</exception>
    public byte[] ReadAllBytes(string path)
    {
        using var stream = OpenRead(path);
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The whole file as text.</summary>
    /// <exception cref="FileFailureException">It is not there, is a folder, or may not be read.</exception>
    public string ReadAllText(string path) => System.Text.Encoding.UTF8.GetString(ReadAllBytes(path));

    /// <summary>Writes a whole file.</summary>
    /// <exception cref="FileFailureException">It may not be written, or is a folder.</exception>
    public void WriteAllBytes(string path, byte[] content, int permissions = NewFileMode)
    {
        using var stream = OpenWrite(path, FileMode.Create, permissions);
        stream.Write(content);
    }

    /// <summary>Writes a whole file as text.</summary>
    /// <exception cref="FileFailureException">It may not be written, or is a folder.</exception>
    public void WriteAllText(string path, string content, int permissions = NewFileMode) =>
        WriteAllBytes(path, System.Text.Encoding.UTF8.GetBytes(content), permissions);

    /// <summary>Makes a folder.</summary>
    /// <exception cref="FileFailureException">Something is there, or the folder above is missing or may not be written.</exception>
    public void CreateDirectory(string path, int permissions = NewFolderMode)
    {
        var place = Walk(path.Length > 1 ? path.TrimEnd('/') : path, followLast: false);
        Check(place.Node is null, FileFailure.Exists, path);
        Add(place, new DirectoryNode(permissions, Now), path);
    }

    /// <summary>Makes a folder and those above it, where they are missing.</summary>
    /// <exception cref="FileFailureException">A file is in the way, or a folder may not be written.</exception>
    public void CreateDirectories(string path, int permissions = NewFolderMode)
    {
        if (Status(path) is { } status)
        {
            Check(status.IsDirectory, FileFailure.Exists, path);
            return;
        }

        var trimmed = path.TrimEnd('/');
        var slash = trimmed.LastIndexOf('/');
        if (slash > 0)
        {
            CreateDirectories(trimmed[..slash], permissions);
        }

        CreateDirectory(trimmed, permissions);
    }

    /// <summary>Removes a file, a link, or an empty folder.</summary>
    /// <exception cref="FileFailureException">It is not there, is not empty, is a mount point, or may not be removed.</exception>
    public void Delete(string path)
    {
        var place = Existing(path, followLast: false);
        Check(place.Parent.Folder is not null && !place.IsMountPoint, FileFailure.Busy, path);
        Check(place.Node is not DirectoryNode { Count: > 0 }, FileFailure.NotEmpty, path);
        Change(place, path);
        Dropped(place.Parent.Folder!.Remove(place.Name, Now));
    }

    /// <summary>Moves a file, a link or a folder; a file that is there is replaced in one step.</summary>
    /// <exception cref="FileFailureException">Not possible, by the rules of rename(2).</exception>
    public void Rename(string from, string to)
    {
        var source = Existing(from, followLast: false);
        var target = Walk(to.Length > 1 ? to.TrimEnd('/') : to, followLast: false);
        Check(source.Parent.Folder is not null && target.Parent.Folder is not null, FileFailure.Busy, from);
        Check(!source.IsMountPoint && !target.IsMountPoint, FileFailure.Busy, from);
        Check(source.Budget == target.Budget, FileFailure.OtherVolume, from);
        Check(!(target.FullPath + "/").StartsWith(source.FullPath + "/", StringComparison.Ordinal) || target.FullPath == source.FullPath, FileFailure.Invalid, from);
        Change(source, from);
        Change(target, to);
        if (target.Node is DirectoryNode existing)
        {
            Check(source.Node is DirectoryNode, FileFailure.IsADirectory, to);
            Check(existing.Count == 0, FileFailure.NotEmpty, to);
        }
        else
        {
            Check(source.Node is not DirectoryNode || target.Node is null, FileFailure.NotADirectory, to);
        }

        if (source.Node == target.Node)
        {
            return;
        }

        Dropped(target.Parent.Folder!.Put(target.Name, source.Node!, Now));
        source.Parent.Folder!.Remove(source.Name, Now);
    }

    /// <summary>Makes a symbolic link.</summary>
    /// <exception cref="FileFailureException">Something is there, or the folder may not be written.</exception>
    public void CreateLink(string path, string target)
    {
        var place = Walk(path, followLast: false);
        Check(place.Node is null, FileFailure.Exists, path);
        Add(place, new LinkNode(target, Now), path);
    }

    /// <summary>Lists a file under a second name.</summary>
    /// <exception cref="FileFailureException">It is a folder, is in another volume, or the name is taken.</exception>
    public void CreateHardLink(string path, string existing)
    {
        var source = Existing(existing);
        Check(source.Node is not DirectoryNode, FileFailure.NotPermitted, existing);
        var place = Walk(path, followLast: false);
        Check(place.Node is null, FileFailure.Exists, path);
        Check(place.Budget == source.Budget, FileFailure.OtherVolume, path);
        Change(place, path);
        place.Parent.Folder!.Put(place.Name, source.Node!, Now);
    }

    /// <summary>Sets the permission bits.</summary>
    /// <exception cref="FileFailureException">It is not there or not the user's own.</exception>
    public void SetMode(string path, int mode) => Own(path).Mode = mode & 0xfff;

    /// <summary>Sets owner and group; -1 leaves one as it is.</summary>
    /// <exception cref="FileFailureException">It is not there or not the user's own.</exception>
    public void SetOwner(string path, int userId, int groupId)
    {
        var node = Own(path);
        node.UserId = userId < 0 ? node.UserId : userId;
        node.GroupId = groupId < 0 ? node.GroupId : groupId;
    }

    /// <summary>Sets the time of the last change.</summary>
    /// <exception cref="FileFailureException">It is not there or not the user's own.</exception>
    public void SetModified(string path, DateTimeOffset time) => Own(path).Modified = time;

    /// <summary>Adds a file that is made when it is opened.</summary>
    internal void AddDevice(string path, Func<Stream> open, bool isDevice, int mode) =>
        Add(Walk(path, followLast: false), new DeviceNode(open, isDevice, mode, Now), path);

    /// <summary>Adds a file over bytes that all containers of the image share.</summary>
    internal void AddShared(string path, byte[] content, int mode = NewFileMode)
    {
        var place = Walk(path, followLast: false);
        Add(place, new RegularFile(content, mode, place.Budget, Now), path);
    }

    private static void Check(bool holds, FileFailure failure, string path)
    {
        if (!holds)
        {
            throw new FileFailureException(failure, path);
        }
    }

    private static void Dropped(FileNode? node)
    {
        if (node is RegularFile { Links: 0 } file)
        {
            file.Forget();
        }
    }

    private FileNode Own(string path)
    {
        var place = Existing(path);
        Check(!place.ReadOnly, FileFailure.ReadOnly, path);
        Check(UserId == 0 || place.Node!.UserId == UserId, FileFailure.NotPermitted, path);
        return place.Node!;
    }

    private void Change(PathPlace place, string path)
    {
        Check(!place.Parent.ReadOnly, FileFailure.ReadOnly, path);
        Check(May(place.Parent.Folder, 3), FileFailure.Denied, path);
    }

    private void Add(PathPlace place, FileNode node, string path)
    {
        Check(place.Parent.Folder is not null, FileFailure.Exists, path);
        Change(place, path);
        node.UserId = UserId;
        node.GroupId = GroupId;
        place.Parent.Folder!.Put(place.Name, node, Now);
    }
}
