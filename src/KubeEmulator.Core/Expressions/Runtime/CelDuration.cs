using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary><c>google.protobuf.Duration</c>, in nanoseconds.</summary>
internal sealed class CelDuration(long nanoseconds) : CelValue
{
    public const long Second = 1_000_000_000;

    public long Nanoseconds { get; } = nanoseconds;

    public override CelType Type => CelType.Duration;

    public override bool IsZero => Nanoseconds == 0;

    public override bool EqualTo(CelValue other) => other is CelDuration d && d.Nanoseconds == Nanoseconds;

    public override int Hash() => Nanoseconds.GetHashCode();

    public override Value ToJson() => Text();

    /// <summary>Seconds, as <c>string(duration)</c> writes them.</summary>
    public string Text() => CelNumberText.Fixed((Nanoseconds / Second) + ((Nanoseconds % Second) / 1e9)) + "s";

    public override string ToString() => GoDuration.Format(Nanoseconds);
}
