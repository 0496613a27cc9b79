namespace KubeEmulator.Api;

/// <summary>How a watch goes wrong.</summary>
public enum WatchFaultKind
{
    /// <summary>The answer ends as if its time were up.</summary>
    Drop,

    /// <summary>Nothing more comes although things happen.</summary>
    Stall,

    /// <summary>An ERROR event with 410 Expired comes, and the answer ends: the client has to list anew.</summary>
    Expire,

    /// <summary>Every event comes twice.</summary>
    Duplicate,

    /// <summary>Two events that wait together come in the wrong order, where they are of different objects.</summary>
    Reorder,
}
