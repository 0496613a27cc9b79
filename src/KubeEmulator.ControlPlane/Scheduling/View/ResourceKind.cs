namespace KubeEmulator.Scheduling;

/// <summary>Where an amount of a resource is kept.</summary>
internal enum ResourceKind
{
    /// <summary>By name.</summary>
    Other,

    /// <summary>cpu.</summary>
    Cpu,

    /// <summary>memory.</summary>
    Memory,

    /// <summary>ephemeral-storage.</summary>
    EphemeralStorage,
}
