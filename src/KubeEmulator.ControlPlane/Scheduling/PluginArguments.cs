using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>What the built-in plugins can be told; names and defaults are those of their arguments in KubeSchedulerConfiguration.</summary>
public sealed record PluginArguments
{
    /// <summary>Whether nodes with much or with little left are preferred.</summary>
    public ScoringStrategy ScoringStrategy { get; init; } = ScoringStrategy.LeastAllocated;

    /// <summary>The resources that count when nodes are scored by what is left, with their weights.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> ScoringResources { get; init; } = [new("cpu", 1), new("memory", 1)];

    /// <summary>What a required affinity of pods already running is worth to a pod that it means; 0 for nothing.</summary>
    public int HardPodAffinityWeight { get; init; } = 1;

    /// <summary>
    /// Spread constraints (as in a pod's spec, without selector) for pods that have none of their own; null for the system's: by
    /// host and by zone, where that can be.
    /// </summary>
    public IReadOnlyList<MapValue>? DefaultSpreadConstraints { get; init; }

    /// <summary>How long the binding of a pod's volumes may take.</summary>
    public TimeSpan VolumeBindTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many percent of the nodes preemption looks at.</summary>
    public int MinCandidateNodesPercentage { get; init; } = 10;

    /// <summary>How many nodes preemption looks at, at the least.</summary>
    public int MinCandidateNodesAbsolute { get; init; } = 100;
}
