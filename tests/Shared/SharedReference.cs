namespace KubeEmulator.TestShared;

/// <summary>Finds the reference data beside the checkout; tests that need it are reported as skipped where it is missing.</summary>
internal static class SharedReference
{
    /// <summary>The repository's root: the folder with the solution.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The folder <c>shared</c> beside the repository, or null.</summary>
    public static string? Root { get; } = Directory.Exists(Path.Combine(RepositoryRoot, "..", "shared")) ? Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared")) : FindWorktreeShared();

    /// <summary>A path under <c>shared</c>; only for tests marked with <see cref="SharedFactAttribute"/> or <see cref="SharedTheoryAttribute"/>.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root ?? throw new InvalidOperationException("the shared folder is missing"), .. parts]);

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "KubeEmulator.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("no folder with KubeEmulator.sln above the test assembly");
    }

    // A second worktree of the repository stands one folder deeper than the checkout.
    private static string? FindWorktreeShared()
    {
        var path = Path.Combine(RepositoryRoot, "..", "..", "shared");
        return Directory.Exists(path) ? Path.GetFullPath(path) : null;
    }
}

/// <summary>A fact that needs the shared reference data.</summary>
internal sealed class SharedFactAttribute : FactAttribute
{
    /// <summary>Skips with the reason where the data is missing.</summary>
    public SharedFactAttribute()
    {
        if (SharedReference.Root is null)
        {
            Skip = "the reference data (../shared) is not on this machine";
        }
    }
}

/// <summary>A theory that needs the shared reference data.</summary>
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips with the reason where the data is missing.</summary>
    public SharedTheoryAttribute()
    {
        if (SharedReference.Root is null)
        {
            Skip = "the reference data (../shared) is not on this machine";
        }
    }
}
