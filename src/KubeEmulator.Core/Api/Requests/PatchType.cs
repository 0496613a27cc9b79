namespace KubeEmulator.Api;

/// <summary>The kinds of patch.</summary>
public enum PatchType
{
    /// <summary>RFC 6902.</summary>
    Json,

    /// <summary>RFC 7396.</summary>
    Merge,

    /// <summary>Kubernetes' strategic merge patch; not for custom resources.</summary>
    StrategicMerge,

    /// <summary>Server-side apply.</summary>
    Apply,
}
