using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>What stands in a template for what is each cluster's own, beside uids: texts that nothing else contains, and a port that nothing else has.</summary>
internal static class TemplateMarks
{
    /// <summary>The template's port.</summary>
    public const int Port = 60443;

    /// <summary>The number of the port's mark, behind the texts'.</summary>
    public const int PortMark = 4;

    /// <summary>How many marks there are.</summary>
    public const int Count = 5;

    /// <summary>The template's time.</summary>
    public static readonly DateTimeOffset Time = new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero).AddMicroseconds(789_012);

    // In the place of a PEM text.
    private const string Authority = "the CA of the cluster";

    /// <summary>The template's values.</summary>
    public static TemplateValues Values { get; } = new(Time, Port, Authority);

    /// <summary>All texts; one that is part of another comes after it.</summary>
    public static IReadOnlyList<string> Texts { get; } = [KubeTime.FormatMicro(Time), KubeTime.Format(Time), Date(Time), Authority];

    /// <summary>The template's chance.</summary>
    public static SeededRandom Random() => new(0);

    /// <summary>What takes the marks' places in a cluster.</summary>
    public static void Fill(Span<Value?> values, TemplateValues own) =>
        ((ReadOnlySpan<Value?>)[KubeTime.FormatMicro(own.Now), KubeTime.Format(own.Now), Date(own.Now), own.AuthorityPem, own.SecurePort]).CopyTo(values);

    private static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
