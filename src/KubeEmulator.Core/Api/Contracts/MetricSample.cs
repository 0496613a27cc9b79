using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>A value of a metric.</summary>
/// <param name="Name">The object it is of; empty for external metrics.</param>
/// <param name="Value">The value.</param>
/// <param name="Timestamp">When it was measured.</param>
/// <param name="Window">Over how long.</param>
public sealed record MetricSample(string Name, Quantity Value, DateTimeOffset Timestamp, TimeSpan Window)
{
    /// <summary>The labels of this series; none for most.</summary>
    public MapValue Labels { get; init; } = MapValue.Empty;
}
