namespace KubeEmulator.Controllers.Workloads;

/// <summary>A pod's value of a metric, in thousandths.</summary>
internal readonly record struct PodSample(long Value, DateTimeOffset Timestamp, TimeSpan Window);
