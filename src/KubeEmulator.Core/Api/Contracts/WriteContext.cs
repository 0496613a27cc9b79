using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Api;

/// <summary>What a kind's rules may know about the write they take part in.</summary>
public sealed class WriteContext
{
    /// <summary>The resource in the version of the request.</summary>
    public required ResourceType Type { get; init; }

    /// <summary>The subresource written, or empty.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Create or update.</summary>
    public required Operation Operation { get; init; }

    /// <summary>Whose write it is.</summary>
    public required RequestContext Request { get; init; }

    /// <summary>The cluster's parts: clock, chance, access, options.</summary>
    public required ClusterServices Services { get; init; }

    /// <summary>The state on which this attempt works; newer on each retry.</summary>
    public required Snapshot Snapshot { get; set; }

    /// <summary>The namespace of the request; empty for cluster-scoped resources.</summary>
    public required string Namespace { get; init; }

    /// <summary>Whether nothing will be stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>The cluster's time, to the second, as objects show it.</summary>
    public string Now => KubeTime.Format(Services.Clock.GetUtcNow());

    /// <summary>
    /// Writes that go into the same commit as the object, or not at all: addresses, quota. Cleared before each attempt.
    /// </summary>
    public List<StoreWrite> AlsoWrite { get; } = [];
}
