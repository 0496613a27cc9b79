namespace KubeEmulator.Nodes.Containers.Files;

/// <summary>
/// Follows a path from the root, link by link. Folders know no parent, so the walk keeps its steps for "..": the same
/// folder may be mounted in several containers.
/// </summary>
internal sealed class PathWalk(DirectoryNode root, SpaceBudget budget, bool readOnlyRoot, Func<FileNode, bool> maySearch)
{
    // Linux' limit, namei(7).
    private const int MaxLinks = 40;

    private readonly List<PathStep> steps = [new PathStep("", root, budget, readOnlyRoot)];
    private int links;

    /// <summary>Where the path leads; every folder before the last name must be there.</summary>
    public PathPlace Find(string path, bool followLast)
    {
        var pending = new Stack<string>();
        Push(pending, path);
        var mustBeFolder = path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal);
        while (pending.TryPop(out var name))
        {
            var at = steps[^1];
            if (name == "..")
            {
                if (steps.Count > 1)
                {
                    steps.RemoveAt(steps.Count - 1);
                }

                continue;
            }

            if (!maySearch(at.Folder))
            {
                throw new FileFailureException(FileFailure.Denied, path);
            }

            var (node, space, readOnly) = Unwrap(at, at.Folder.Find(name));
            var isLast = pending.Count == 0;
            switch (node)
            {
                case LinkNode link when !isLast || followLast || mustBeFolder:
                    Follow(pending, link, path);
                    break;
                case DirectoryNode folder:
                    steps.Add(new PathStep(name, folder, space, readOnly));
                    break;
                case var other when isLast:
                    return Ended(new PathPlace(at, name, other, space, readOnly, FullPath(name)), mustBeFolder, path);
                case null:
                    throw new FileFailureException(FileFailure.NotFound, path);
                default:
                    throw new FileFailureException(FileFailure.NotADirectory, path);
            }
        }

        var last = steps[^1];
        var parent = steps.Count > 1 ? steps[^2] : default;
        return new PathPlace(parent, last.Name, last.Folder, last.Budget, last.ReadOnly, FullPath(null));
    }

    private static PathPlace Ended(PathPlace place, bool mustBeFolder, string path) =>
        mustBeFolder && place.Node is not null ? throw new FileFailureException(FileFailure.NotADirectory, path) : place;

    private static (FileNode? Node, SpaceBudget Budget, bool ReadOnly) Unwrap(PathStep at, FileNode? node)
    {
        if (node is not MountNode mount)
        {
            return (node, at.Budget, at.ReadOnly);
        }

        mount.Volume.BeforeLook?.Invoke();
        return (mount.Target, mount.Budget, mount.ReadOnly);
    }

    private static void Push(Stack<string> pending, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var index = parts.Length - 1; index >= 0; index--)
        {
            if (parts[index] != ".")
            {
                pending.Push(parts[index]);
            }
        }
    }

    private void Follow(Stack<string> pending, LinkNode link, string path)
    {
        if (++links > MaxLinks)
        {
            throw new FileFailureException(FileFailure.TooManyLinks, path);
        }

        if (link.Target.StartsWith('/'))
        {
            steps.RemoveRange(1, steps.Count - 1);
        }

        Push(pending, link.Target);
    }

    private string FullPath(string? name)
    {
        var names = steps.Skip(1).Select(step => step.Name);
        return "/" + string.Join('/', name is null ? names : names.Append(name));
    }
}
