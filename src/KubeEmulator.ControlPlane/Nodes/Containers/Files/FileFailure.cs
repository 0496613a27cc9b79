namespace KubeEmulator.Nodes.Containers;

/// <summary>Why a file operation failed: Linux' error numbers.</summary>
public enum FileFailure
{
    /// <summary>EPERM.</summary>
    NotPermitted = 1,

    /// <summary>ENOENT.</summary>
    NotFound = 2,

    /// <summary>EACCES.</summary>
    Denied = 13,

    /// <summary>EBUSY: a mount point.</summary>
    Busy = 16,

    /// <summary>EEXIST.</summary>
    Exists = 17,

    /// <summary>EXDEV: a rename from one volume to another.</summary>
    OtherVolume = 18,

    /// <summary>ENOTDIR.</summary>
    NotADirectory = 20,

    /// <summary>EISDIR.</summary>
    IsADirectory = 21,

    /// <summary>EINVAL.</summary>
    Invalid = 22,

    /// <summary>ENOSPC.</summary>
    NoSpace = 28,

    /// <summary>EROFS.</summary>
    ReadOnly = 30,

    /// <summary>ENOTEMPTY.</summary>
    NotEmpty = 39,

    /// <summary>ELOOP.</summary>
    TooManyLinks = 40,
}
