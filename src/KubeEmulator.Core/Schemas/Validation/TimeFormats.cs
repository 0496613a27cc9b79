using System.Globalization;
using System.Text.RegularExpressions;
using KubeEmulator.Objects;

namespace KubeEmulator.Schemas;

/// <summary>date, date-time and duration as kube-openapi's <c>strfmt</c> takes them, which is more than RFC 3339.</summary>
internal static partial class TimeFormats
{
    private static readonly string[] Units = ["ns", "us", "µs", "ms", "s", "m", "h", "hr", "d", "w", "wk"];
    private static readonly string[] UnitPrefixes = ["nano", "micro", "milli", "sec", "min", "hour", "day", "week"];

    /// <summary><c>2006-01-02</c>.</summary>
    public static bool IsDate(string text) =>
        text.Length == 10 && DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>A date, <c>T</c> and a time with zone.</summary>
    public static bool IsDateTime(string text)
    {
        var parts = text.ToLowerInvariant().Split('t');
        return parts.Length >= 2 && IsDate(parts[0]) && TimeOfDay().IsMatch(parts[1]);
    }

    /// <summary>What Go takes (<c>1h30m</c>), or numbers with unit words in any text (<c>22 ns</c>, <c>3 days</c>).</summary>
    public static bool IsDuration(string text) =>
        GoDuration.TryParse(text, out _, out _) || NumberWithUnit().Matches(text).Any(m => IsUnit(m.Groups[1].Value.ToLowerInvariant()));

    private static bool IsUnit(string word) => Array.IndexOf(Units, word) >= 0 || Array.Exists(UnitPrefixes, p => word.StartsWith(p, StringComparison.Ordinal));

    [GeneratedRegex("^([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))\\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex("[0-9]+[\\t\\n\\f\\r ]*([A-Za-zµ]+)", RegexOptions.CultureInvariant)]
    private static partial Regex NumberWithUnit();
}
