namespace KubeEmulator.Api;

/// <summary>What happened to an object that somebody watches.</summary>
public enum WatchEventType
{
    /// <summary>It came to be, or begins to match.</summary>
    Added,

    /// <summary>It changed.</summary>
    Modified,

    /// <summary>It is gone, or no longer matches; the object is its last state.</summary>
    Deleted,

    /// <summary>Nothing happened up to the object's resource version.</summary>
    Bookmark,

    /// <summary>The watch ends; the object is a Status.</summary>
    Error,
}

