namespace KubeEmulator.Nodes.Containers;

/// <summary>Which of a container's output streams.</summary>
[Flags]
public enum LogStreamKind
{
    /// <summary>Standard output.</summary>
    Stdout = 1,

    /// <summary>Standard error.</summary>
    Stderr = 2,

    /// <summary>Both.</summary>
    All = Stdout | Stderr,
}
