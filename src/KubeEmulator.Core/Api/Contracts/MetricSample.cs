using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>A value of a metric.</summary>
/// <param name="Name">The object it is of; empty for external metrics.</param>
/// <param name="Value">The value.</param>
/// <param name="Timestamp">When it was measured.</param>
/// <param name="Window">Over how long.</param>
public sealed record MetricSample(string Name, Quantity Value, DateTimeOffset Timestamp, TimeSpan Window);
