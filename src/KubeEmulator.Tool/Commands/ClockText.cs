using System.Globalization;
using KubeEmulator.Runtime;

namespace KubeEmulator.Tool.Commands;

/// <summary>A clock as the flag names it.</summary>
internal static class ClockText
{
    /// <summary>The clock; null where the text names none. A manual one begins now: TLS and tokens of other programs live in real time.</summary>
    public static ClusterClock? Parse(string text) => text switch
    {
        "real" => ClusterClock.Real(),
        "manual" => ClusterClock.Manual(TimeProvider.System.GetUtcNow()),
        ['x', .. var factor] when double.TryParse(factor, NumberStyles.Float, CultureInfo.InvariantCulture, out var times) && times is > 0 and <= 1_000_000 => ClusterClock.Scaled(times),
        _ => null,
    };
}
