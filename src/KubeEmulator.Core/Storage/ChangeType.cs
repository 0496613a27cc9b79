namespace KubeEmulator.Storage;

/// <summary>What happened to an object.</summary>
public enum ChangeType
{
    /// <summary>It was created.</summary>
    Added,

    /// <summary>It was replaced.</summary>
    Modified,

    /// <summary>It was removed.</summary>
    Deleted,
}
