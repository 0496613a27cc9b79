using System.Text;
using KubeEmulator.Nodes.Containers.Commands;

namespace KubeEmulator.Nodes.Containers.Images;

/// <summary>The files that the built-in images start with.</summary>
internal static class ImageTree
{
    private static readonly byte[] Passwd = Encoding.ASCII.GetBytes("root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nbin:x:2:2:bin:/bin:/usr/sbin/nologin\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
    private static readonly byte[] Group = Encoding.ASCII.GetBytes("root:x:0:\ndaemon:x:1:\nbin:x:2:\nwww-data:x:33:\nnogroup:x:65534:\n");

    // One content per command, shared by every container of the process.
    private static readonly Dictionary<string, byte[]> Binaries = CommandCatalog.Names.ToDictionary(name => name, CommandSearch.Binary, StringComparer.Ordinal);

    /// <summary>Folders, devices, /proc and users: what every image has.</summary>
    public static void Base(VirtualFileSystem files)
    {
        foreach (var folder in new[] { "/bin", "/dev", "/etc", "/home", "/opt", "/proc", "/proc/self", "/root", "/run", "/sbin", "/srv", "/sys", "/usr", "/usr/bin", "/usr/lib", "/usr/local", "/usr/local/bin", "/usr/sbin", "/usr/share", "/var", "/var/lib", "/var/log", "/var/run" })
        {
            files.CreateDirectory(folder);
        }

        files.CreateDirectory("/tmp", 0x3ff);
        files.CreateDirectory("/var/tmp", 0x3ff);
        files.SetMode("/root", 0x1c0);
        files.AddShared("/etc/passwd", Passwd);
        files.AddShared("/etc/group", Group);
        DeviceTree.Add(files);
    }

    /// <summary>The commands: in /bin, with links where other images have them.</summary>
    public static void Binary(VirtualFileSystem files, string path, string command) => files.AddShared(path, Binaries.TryGetValue(command, out var content) ? content : CommandSearch.Binary(command), 0x1ed);

    /// <summary>An image of busybox' kind: one binary, and a link for each command.</summary>
    public static void BusyBox(VirtualFileSystem files)
    {
        Base(files);
        files.AddShared("/bin/busybox", CommandSearch.Binary("busybox"), 0x1ed);
        foreach (var name in CommandCatalog.Names.Where(name => name is not ("bash" or "dash" or "busybox")))
        {
            files.CreateLink("/bin/" + name, "/bin/busybox");
        }
    }

    /// <summary>An image of Debian's kind: /bin is a link to /usr/bin, and every command a file.</summary>
    public static void Debian(VirtualFileSystem files)
    {
        Base(files);
        files.Delete("/bin");
        files.CreateLink("/bin", "usr/bin");
        files.Delete("/sbin");
        files.CreateLink("/sbin", "usr/sbin");
        foreach (var name in CommandCatalog.Names.Where(name => name is not ("ash" or "busybox" or "nc" or "wget" or "ping" or "nslookup")))
        {
            Binary(files, "/usr/bin/" + name, name);
        }
    }

    public static void Text(VirtualFileSystem files, string path, string content) => files.AddShared(path, Encoding.UTF8.GetBytes(content));
}
