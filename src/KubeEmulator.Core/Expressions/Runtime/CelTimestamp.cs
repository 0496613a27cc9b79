using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary><c>google.protobuf.Timestamp</c>: seconds since 1970 and nanoseconds.</summary>
internal sealed class CelTimestamp(long seconds, int nanoseconds) : CelValue
{
    public const long MinSeconds = -62135596800;
    public const long MaxSeconds = 253402300799;

    public long Seconds { get; } = seconds;

    public int Nanoseconds { get; } = nanoseconds;

    public override CelType Type => CelType.Timestamp;

    // Go's zero time is the first instant of year 1.
    public override bool IsZero => Seconds == MinSeconds && Nanoseconds == 0;

    /// <summary>The instant in UTC, cut to .NET's 100 ns.</summary>
    public DateTime Utc => DateTime.UnixEpoch.AddTicks((Seconds * TimeSpan.TicksPerSecond) + (Nanoseconds / 100));

    public int CompareTo(CelTimestamp other) => (Seconds, Nanoseconds).CompareTo((other.Seconds, other.Nanoseconds));

    public override bool EqualTo(CelValue other) => other is CelTimestamp t && CompareTo(t) == 0;

    public override int Hash() => HashCode.Combine(Seconds, Nanoseconds);

    public override Value ToJson() => Text();

    /// <summary>RFC 3339 with as many digits of a second as there are.</summary>
    public string Text()
    {
        var fraction = Nanoseconds == 0 ? "" : "." + Nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return Utc.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + fraction + "Z";
    }

    public override string ToString()
    {
        var fraction = Nanoseconds == 0 ? "" : "." + Nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return Utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + fraction + " +0000 UTC";
    }
}
