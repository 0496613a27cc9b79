using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>Finds the program behind a command's name, as execvp does, in the container's files.</summary>
internal static class CommandSearch
{
    public const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // The binaries of our images say which command they are: so a copy or a link of one works, and a removed one is gone.
    private static readonly byte[] Marker = "\x7fELF emulated program: "u8.ToArray();

    /// <summary>The content of a binary.</summary>
    public static byte[] Binary(string command) => [.. Marker, .. System.Text.Encoding.ASCII.GetBytes(command), (byte)'\n'];

    public static FoundCommand Find(VirtualFileSystem files, string workingDirectory, string? path, string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return Inspect(files, PathText.Absolute(workingDirectory, name), name);
        }

        var found = FoundCommand.NotFound;
        foreach (var folder in name.Length == 0 ? [] : (path ?? DefaultPath).Split(':'))
        {
            var candidate = PathText.Join(folder.Length == 0 ? "." : folder, name);
            var inspected = Inspect(files, PathText.Absolute(workingDirectory, candidate), candidate);
            if (inspected.Failure is null)
            {
                return inspected;
            }

            found = inspected.Failure.Value.Status == 126 ? inspected : found;
        }

        return found;
    }

    private static FoundCommand Inspect(VirtualFileSystem files, string path, string shown)
    {
        if (files.Status(path) is not { } status)
        {
            return FoundCommand.NotFound;
        }

        if (!status.IsFile || !files.MayAccess(path, 1))
        {
            return FoundCommand.Denied;
        }

        Span<byte> head = stackalloc byte[256];
        using var stream = files.OpenRead(path);
        head = head[..stream.Read(head)];
        if (head.StartsWith(Marker))
        {
            var command = System.Text.Encoding.ASCII.GetString(head[Marker.Length..]).Trim();
            return CommandCatalog.Find(command == "busybox" ? PathText.BaseName(shown) : command) is { } function
                ? new FoundCommand(shown, function, null, null)
                : FoundCommand.NotFound;
        }

        if (!head.StartsWith("#!"u8))
        {
            return head.Contains((byte)0) ? new FoundCommand(shown, null, null, ("Exec format error", 126)) : new FoundCommand(shown, null, ["/bin/sh"], null);
        }

        var end = head.IndexOf((byte)'\n');
        var line = ByteText.FromBytes(head[2..(end < 0 ? head.Length : end)]).Trim();
        var blank = line.IndexOfAny([' ', '\t']);
        return new FoundCommand(shown, null, blank < 0 ? [line] : [line[..blank], line[blank..].Trim()], null);
    }
}
