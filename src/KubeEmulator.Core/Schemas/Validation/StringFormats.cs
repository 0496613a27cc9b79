using System.Text.RegularExpressions;
using KubeEmulator.Objects;

namespace KubeEmulator.Schemas;

/// <summary>
/// The formats that definitions may use and what they take: kube-openapi's <c>strfmt</c>, as far as apiextensions'
/// <c>validation/formats.go</c> lets them through. Names are compared without dashes; unknown ones demand nothing.
/// </summary>
internal static partial class StringFormats
{
    private static readonly Dictionary<string, Func<string, bool>> ByName = new(StringComparer.Ordinal)
    {
        ["bsonobjectid"] = text => BsonObjectId().IsMatch(text),
        ["uri"] = UriText.IsRequestUri,
        ["email"] = EmailText.IsAddress,
        ["hostname"] = IsHostname,
        ["ipv4"] = text => text.Contains('.', StringComparison.Ordinal) && IpValue.Parse(text) is not null,
        ["ipv6"] = text => text.Contains(':', StringComparison.Ordinal) && IpValue.Parse(text) is not null,
        ["cidr"] = text => CidrValue.Parse(text) is not null,
        ["mac"] = text => Mac().IsMatch(text),
        ["uuid"] = text => Uuid().IsMatch(text),
        ["uuid3"] = text => Uuid3().IsMatch(text),
        ["uuid4"] = text => Uuid4().IsMatch(text),
        ["uuid5"] = text => Uuid5().IsMatch(text),
        ["isbn"] = text => CheckedNumbers.IsIsbn10(text) || CheckedNumbers.IsIsbn13(text),
        ["isbn10"] = CheckedNumbers.IsIsbn10,
        ["isbn13"] = CheckedNumbers.IsIsbn13,
        ["creditcard"] = CheckedNumbers.IsCreditCard,
        ["ssn"] = text => text.Length == 11 && Ssn().IsMatch(text),
        ["hexcolor"] = text => HexColor().IsMatch(text),
        ["rgbcolor"] = text => RgbColor().IsMatch(text),
        ["byte"] = text => Base64().IsMatch(text),
        ["password"] = _ => true,
        ["date"] = TimeFormats.IsDate,
        ["duration"] = TimeFormats.IsDuration,
        ["datetime"] = TimeFormats.IsDateTime,
        ["k8sshortname"] = text => text.Length <= 63 && ShortName().IsMatch(text),
        ["k8slongname"] = text => text.Length <= 253 && LongName().IsMatch(text),
    };

    /// <summary>The check of a schema's format; null where it has none that strings are checked for.</summary>
    public static Func<string, bool>? Of(Schema schema) =>
        schema.Kind is SchemaKind.String or SchemaKind.Any && schema.Format is { } format ? ByName.GetValueOrDefault(Normal(format)) : null;

    /// <summary>The schema's format where it means something for the schema's type; null otherwise.</summary>
    public static string? Supported(Schema schema) => schema.Kind switch
    {
        SchemaKind.String or SchemaKind.Any => schema.Format is { } format && ByName.ContainsKey(Normal(format)) ? format : null,
        SchemaKind.Integer => schema.Format is "int32" or "int64" ? schema.Format : null,
        SchemaKind.Number => schema.Format is "float" or "double" ? schema.Format : null,
        _ => null,
    };

    private static string Normal(string format) => format.Replace("-", "", StringComparison.Ordinal);

    private static bool IsHostname(string text) =>
        text.Length <= 255 && Hostname().IsMatch(text) && Array.TrueForAll(text.Split('.'), label => label.Length <= 63);

    [GeneratedRegex("^[0-9a-fA-F]{24}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex BsonObjectId();

    [GeneratedRegex("^([a-zA-Z0-9\\p{S}\\p{L}]((-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?)|([a-zA-Z0-9\\p{S}\\p{L}](([a-zA-Z0-9-\\p{S}\\p{L}]{0,61}[a-zA-Z0-9\\p{S}\\p{L}])?)(\\.)){1,}([a-zA-Z\\p{L}]){2,63})\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hostname();

    // Six, eight or twenty bytes, by colons, dashes or in dotted pairs (net.ParseMAC).
    [GeneratedRegex("^([0-9a-fA-F]{2}((:[0-9a-fA-F]{2}){5}|(:[0-9a-fA-F]{2}){7}|(:[0-9a-fA-F]{2}){19}|(-[0-9a-fA-F]{2}){5}|(-[0-9a-fA-F]{2}){7}|(-[0-9a-fA-F]{2}){19})|[0-9a-fA-F]{4}((\\.[0-9a-fA-F]{4}){2}|(\\.[0-9a-fA-F]{4}){3}|(\\.[0-9a-fA-F]{4}){9}))\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Mac();

    [GeneratedRegex("^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();

    [GeneratedRegex("^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?3[0-9a-fA-F]{3}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Uuid3();

    [GeneratedRegex("^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?4[0-9a-fA-F]{3}-?[89abAB][0-9a-fA-F]{3}-?[0-9a-fA-F]{12}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Uuid4();

    [GeneratedRegex("^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?5[0-9a-fA-F]{3}-?[89abAB][0-9a-fA-F]{3}-?[0-9a-fA-F]{12}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Uuid5();

    [GeneratedRegex("^[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ssn();

    [GeneratedRegex("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex HexColor();

    [GeneratedRegex("^rgb\\([\\t\\n\\f\\r ]*(0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])[\\t\\n\\f\\r ]*,[\\t\\n\\f\\r ]*(0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])[\\t\\n\\f\\r ]*,[\\t\\n\\f\\r ]*(0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])[\\t\\n\\f\\r ]*\\)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex RgbColor();

    [GeneratedRegex("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Base64();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShortName();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex LongName();
}
