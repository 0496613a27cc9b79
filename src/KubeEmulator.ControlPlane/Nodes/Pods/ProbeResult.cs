namespace KubeEmulator.Nodes.Pods;

/// <summary>What a probe found.</summary>
internal enum ProbeResult
{
    /// <summary>Nothing yet.</summary>
    Unknown,

    /// <summary>The container answered well.</summary>
    Success,

    /// <summary>It did not.</summary>
    Failure,
}
