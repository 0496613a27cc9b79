using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>Finds the files that a pattern names.</summary>
internal static class FileGlob
{
    /// <summary>The matching paths in order, as the pattern writes them; empty where nothing matches.</summary>
    public static List<string> Expand(VirtualFileSystem files, string workingDirectory, string pattern)
    {
        var found = new List<string>();
        var rooted = pattern.StartsWith('/');
        var parts = pattern.Split('/');
        Descend(files, workingDirectory, rooted ? "/" : "", parts, rooted ? 1 : 0, found);
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static void Descend(VirtualFileSystem files, string workingDirectory, string prefix, string[] parts, int index, List<string> found)
    {
        var part = parts[index];
        var isLast = index == parts.Length - 1;
        if (part.Length == 0 || !ShellPattern.IsPattern(part))
        {
            var path = prefix + ShellPattern.Unescape(part) + (isLast ? "" : "/");
            Advance(files, workingDirectory, path, parts, index, found);
            return;
        }

        foreach (var name in Names(files, PathText.Absolute(workingDirectory, prefix.Length == 0 ? "." : prefix)))
        {
            if ((name[0] != '.' || part[0] == '.') && ShellPattern.Matches(part, name))
            {
                Advance(files, workingDirectory, prefix + name + (isLast ? "" : "/"), parts, index, found);
            }
        }
    }

    private static void Advance(VirtualFileSystem files, string workingDirectory, string path, string[] parts, int index, List<string> found)
    {
        if (index < parts.Length - 1)
        {
            Descend(files, workingDirectory, path, parts, index + 1, found);
        }
        else if (files.Status(PathText.Absolute(workingDirectory, path), followLast: false) is not null)
        {
            found.Add(path);
        }
    }

    private static IEnumerable<string> Names(VirtualFileSystem files, string folder)
    {
        try
        {
            return files.List(folder).Select(ByteText.Encode);
        }
        catch (FileFailureException)
        {
            return [];
        }
    }
}
