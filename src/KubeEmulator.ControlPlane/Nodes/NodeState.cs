namespace KubeEmulator.Nodes;

/// <summary>How a simulated node stands.</summary>
public enum NodeState
{
    /// <summary>It runs and can be reached.</summary>
    Running,

    /// <summary>It runs, its containers too, but nothing reaches it and it reaches nothing.</summary>
    Partitioned,

    /// <summary>It is switched off; its containers are gone.</summary>
    Stopped,
}
