namespace KubeEmulator.Nodes;

/// <summary>What a node runs short of.</summary>
[Flags]
public enum NodePressure
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Memory.</summary>
    Memory = 1,

    /// <summary>Disk space.</summary>
    Disk = 2,

    /// <summary>Process ids.</summary>
    Pid = 4,
}
