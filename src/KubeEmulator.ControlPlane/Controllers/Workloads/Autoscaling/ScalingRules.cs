using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>How fast an autoscaler may scale in one direction.</summary>
/// <param name="Window">How far back recommendations are looked at.</param>
/// <param name="SelectPolicy"><c>Max</c>, <c>Min</c> or <c>Disabled</c>.</param>
/// <param name="Policies">How much may change in which time.</param>
internal sealed record ScalingRules(TimeSpan Window, string SelectPolicy, IReadOnlyList<(bool IsPercent, int Value, TimeSpan Period)> Policies)
{
    /// <summary>The longest time that a policy looks back.</summary>
    public TimeSpan LongestPeriod => Policies.Select(p => p.Period).DefaultIfEmpty().Max();

    public static ScalingRules Of(MapValue? rules, TimeSpan defaultWindow) => new(
        rules?.Integer("stabilizationWindowSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : defaultWindow,
        rules?.String("selectPolicy") ?? "Max",
        [.. (rules ?? MapValue.Empty).Maps("policies").Select(p => (p.String("type") == "Percent", (int)(p.Integer("value") ?? 0), TimeSpan.FromSeconds(p.Integer("periodSeconds") ?? 0)))]);

    /// <summary>The most replicas that the policies allow now.</summary>
    public int Highest(AutoscalerMemory memory, int current, DateTimeOffset now) => SelectPolicy == "Disabled" ? current : Select(
        Policies.Select(p =>
        {
            var start = memory.AtStartOf(p.Period, current, now);

            // Rounded up, or a small target would never grow.
            return p.IsPercent ? (int)Math.Ceiling(start * (1 + (p.Value / 100.0))) : start + p.Value;
        }),
        SelectPolicy != "Min",
        int.MinValue);

    /// <summary>The fewest replicas that the policies allow now.</summary>
    public int Lowest(AutoscalerMemory memory, int current, DateTimeOffset now) => SelectPolicy == "Disabled" ? current : Select(
        Policies.Select(p =>
        {
            var start = memory.AtStartOf(p.Period, current, now);
            return p.IsPercent ? (int)(start * (1 - (p.Value / 100.0))) : start - p.Value;
        }),
        SelectPolicy == "Min",
        int.MaxValue);

    private static int Select(IEnumerable<int> proposals, bool largest, int none) => proposals.ToList() switch
    {
        { Count: 0 } => none,
        var all => largest ? all.Max() : all.Min(),
    };
}
