namespace KubeEmulator.Api;

/// <summary>What a node used at a moment.</summary>
/// <param name="Time">The moment, on the cluster's clock.</param>
/// <param name="StartTime">When the kubelet began.</param>
/// <param name="Total">All of the node, system included.</param>
/// <param name="Pods">The pods that run.</param>
public sealed record NodeUsage(DateTimeOffset Time, DateTimeOffset StartTime, ResourceUsage Total, IReadOnlyList<PodUsage> Pods);
