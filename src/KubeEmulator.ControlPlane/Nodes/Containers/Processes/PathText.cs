namespace KubeEmulator.Nodes.Containers.Processes;

/// <summary>Paths in processes.</summary>
internal static class PathText
{
    /// <summary>Joins a path to the working folder; the result is real text. An empty path stays empty and leads nowhere.</summary>
    public static string Absolute(string workingDirectory, string path)
    {
        var text = ByteText.Decode(path);
        return text.Length == 0 || text[0] == '/' ? text : workingDirectory == "/" ? "/" + text : $"{workingDirectory}/{text}";
    }

    /// <summary>Takes "." and ".." out by their letters alone, as cd does.</summary>
    public static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    public static string Join(string folder, string name) => folder.EndsWith('/') ? folder + name : $"{folder}/{name}";

    public static string BaseName(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? path.Length > 0 ? "/" : "" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }
}
