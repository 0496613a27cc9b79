namespace KubeEmulator.Controllers.Cluster;

/// <summary>How an owner stands to an object that names it.</summary>
internal enum OwnerStanding
{
    /// <summary>It is there and stays, or goes without waiting for its dependents.</summary>
    Solid,

    /// <summary>It is gone, or never was.</summary>
    Dangling,

    /// <summary>It is being deleted in the foreground and waits for its dependents.</summary>
    Waiting,

    /// <summary>Its kind is not served, so nobody can tell.</summary>
    Unknown,

    /// <summary>It is of a namespaced kind, and the object has no namespace.</summary>
    OutOfReach,
}
