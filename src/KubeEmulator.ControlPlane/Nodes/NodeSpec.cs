using System.Collections.Immutable;

namespace KubeEmulator.Nodes;

/// <summary>Nodes to be added to a cluster: how many, and what they are like.</summary>
public sealed record NodeSpec
{
    /// <summary>What a node offers unless told otherwise.</summary>
    public static readonly ImmutableSortedDictionary<string, string> DefaultCapacity = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>
    {
        ["cpu"] = "32",
        ["ephemeral-storage"] = "256Gi",
        ["hugepages-1Gi"] = "0",
        ["hugepages-2Mi"] = "0",
        ["memory"] = "256Gi",
        ["pods"] = "110",
    });

    /// <summary>How many.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The name of a single node, or what the names of several begin with; a number follows.</summary>
    public string Name { get; init; } = "node";

    /// <summary>Resources by name, such as <c>cpu</c> or <c>nvidia.com/gpu</c>; they are added to <see cref="DefaultCapacity"/>.</summary>
    public IReadOnlyDictionary<string, string> Capacity { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What pods may use, where that is less than the capacity.</summary>
    public IReadOnlyDictionary<string, string> Allocatable { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Labels beside those that every kubelet sets.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Taints as kubectl writes them: <c>dedicated=db:NoSchedule</c>.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>Zones that the nodes are spread over, one after another; none: no zone.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>The region; empty for none.</summary>
    public string Region { get; init; } = "";

    /// <summary>Images that are on the nodes from the start.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>The architecture: <c>amd64</c>, <c>arm64</c>.</summary>
    public string Architecture { get; init; } = "amd64";

    /// <summary>The operating system.</summary>
    public string OperatingSystem { get; init; } = "linux";
}
