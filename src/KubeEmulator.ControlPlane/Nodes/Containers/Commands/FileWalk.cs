using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>Goes through trees of files, in order of names.</summary>
internal static class FileWalk
{
    /// <summary>The plain files under a path, which may be one itself.</summary>
    public static IEnumerable<string> Files(CommandRun run, string path) =>
        Entries(run, path, depthFirst: false).Where(entry => entry.Status is { IsFile: true } || entry.Path == path).Where(entry => entry.Status is not { IsDirectory: true }).Select(entry => entry.Path);

    /// <summary>Everything under a path, the path included; links are not followed.</summary>
    public static IEnumerable<(string Path, FileStatus? Status, int Depth)> Entries(CommandRun run, string path, bool depthFirst, Func<string, FileStatus, int, bool>? enter = null)
    {
        var pending = new Stack<(string Path, int Depth, bool Entered)>();
        pending.Push((path, 0, false));
        while (pending.TryPop(out var next))
        {
            var status = run.Files.Status(run.Path(next.Path), followLast: false);
            if (next.Entered || status is not { IsDirectory: true })
            {
                yield return (next.Path, status, next.Depth);
                continue;
            }

            if (!depthFirst)
            {
                yield return (next.Path, status, next.Depth);
            }
            else
            {
                pending.Push(next with { Entered = true });
            }

            if (enter is null || enter(next.Path, status, next.Depth))
            {
                foreach (var name in Names(run, next.Path).Reverse())
                {
                    pending.Push((PathText.Join(next.Path, name), next.Depth + 1, false));
                }
            }
        }
    }

    private static IEnumerable<string> Names(CommandRun run, string path)
    {
        try
        {
            return run.Files.List(run.Path(path)).Select(ByteText.Encode).ToArray();
        }
        catch (FileFailureException)
        {
            return [];
        }
    }
}
