using System.Globalization;
using KubeEmulator.Objects;

namespace KubeEmulator.Server.Requests;

/// <summary>
/// The query, with case-sensitive names and values in order, read as Go's <c>url.ParseQuery</c> reads it: pairs with a semicolon or
/// a broken escape are left out.
/// </summary>
internal sealed class QueryValues
{
    public static readonly QueryValues Empty = new([]);

    private readonly List<KeyValuePair<string, string>> _pairs;

    private QueryValues(List<KeyValuePair<string, string>> pairs) => _pairs = pairs;

    /// <summary>All pairs in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    /// <summary>Reads a query string, with or without its question mark.</summary>
    public static QueryValues Parse(string? query)
    {
        query = query?.TrimStart('?');
        if (string.IsNullOrEmpty(query))
        {
            return Empty;
        }

        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var part in query.Split('&'))
        {
            if (part.Length == 0 || part.Contains(';'))
            {
                continue;
            }

            var equals = part.IndexOf('=');
            var name = Unescape(equals < 0 ? part : part[..equals]);
            var value = equals < 0 ? "" : Unescape(part[(equals + 1)..]);
            if (name is not null && value is not null)
            {
                pairs.Add(new(name, value));
            }
        }

        return new QueryValues(pairs);
    }

    /// <summary>What Kubernetes' conversion of a text to a boolean gives: everything but <c>false</c> and <c>0</c> is true.</summary>
    public static bool IsTrue(string? value) => value is not null && !value.Equals("false", StringComparison.OrdinalIgnoreCase) && value != "0";

    /// <summary>The first value of a name, or null.</summary>
    public string? First(string name)
    {
        foreach (var (key, value) in _pairs)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>All values of a name.</summary>
    public IEnumerable<string> All(string name) => _pairs.Where(p => p.Key == name).Select(p => p.Value);

    /// <summary>A flag, or null where it is not given.</summary>
    public bool? Flag(string name) => First(name) is { } value ? IsTrue(value) : null;

    /// <summary>An integer, or null where it is not given.</summary>
    /// <exception cref="ApiException">400: it is not one.</exception>
    public long? Integer(string name)
    {
        if (First(name) is not { } value)
        {
            return null;
        }

        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var digits = value.TrimStart('+', '-');
        var why = digits.Length > 0 && digits.All(char.IsAsciiDigit) && value.Length - digits.Length <= 1 ? "value out of range" : "invalid syntax";
        throw StatusDocument.BadRequest($"strconv.ParseInt: parsing {GoText.Quote(value)}: {why}").ToException();
    }

    private static string? Unescape(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2])))
            {
                return null;
            }
        }

        return Uri.UnescapeDataString(text.Replace('+', ' '));
    }
}
