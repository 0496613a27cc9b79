using KubeEmulator.Objects;

namespace KubeEmulator.Scheduling;

/// <summary>A pod's claims, and what each node would give them.</summary>
internal sealed class VolumeBindingState(PodClaims claims, VolumeSearch search) : PluginState
{
    public PodClaims Claims => claims;

    public VolumeSearch Search => search;

    public Dictionary<string, NodeVolumes> ByNode { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether volumes and claims have been written.</summary>
    public bool Written { get; set; }

    /// <summary>When waiting for them to be bound ends.</summary>
    public DateTimeOffset Deadline { get; set; }
}
