using System.Text.RegularExpressions;
using KubeEmulator.Objects;
using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>Named formats (apiserver pkg/cel/library/format.go).</summary>
internal static partial class FormatLibrary
{
    // The lengths of the patterns behind go-openapi's formats; they only matter for the cost.
    private const int UriPattern = 1104;
    private const int UuidPattern = 70;
    private const int Base64Pattern = 84;
    private const int DateTimePattern = 72;

    private static readonly Dictionary<string, CelFormat> Formats = new(StringComparer.Ordinal)
    {
        ["dns1123Label"] = new("DNS1123Label", 30, s => NameRules.CheckDns1123Label(s)),
        ["dns1123Subdomain"] = new("DNS1123Subdomain", 60, s => NameRules.CheckDns1123Subdomain(s)),
        ["dns1035Label"] = new("DNS1035Label", 30, s => NameRules.CheckDns1035Label(s)),
        ["qualifiedName"] = new("QualifiedName", 60, s => NameRules.CheckQualifiedName(s)),
        ["dns1123LabelPrefix"] = new("DNS1123LabelPrefix", 30, s => NameRules.CheckDns1123Label(NameRules.MaskTrailingDash(s))),
        ["dns1123SubdomainPrefix"] = new("DNS1123SubdomainPrefix", 60, s => NameRules.CheckDns1123Subdomain(NameRules.MaskTrailingDash(s))),
        ["dns1035LabelPrefix"] = new("DNS1035LabelPrefix", 30, s => NameRules.CheckDns1035Label(NameRules.MaskTrailingDash(s))),
        ["labelValue"] = new("LabelValue", 40, s => NameRules.CheckLabelValue(s)),
        ["uri"] = new("URI", UriPattern, s => GoUrl.Parse(s, out var error) is null ? [error] : []),
        ["uuid"] = new("uuid", UuidPattern, s => Uuid().IsMatch(s) ? [] : ["does not match the UUID format"]),
        ["byte"] = new("byte", Base64Pattern, s => Base64().IsMatch(s) ? [] : ["invalid base64"]),
        ["date"] = new("date", DateTimePattern, s => CelTimeText.Date(s) is not null ? [] : ["invalid date"]),
        ["datetime"] = new("datetime", DateTimePattern, s => CelTimeText.Timestamp(s) is not null ? [] : ["invalid datetime"]),
    };

    public static IEnumerable<CelFunction> All =>
    [
        .. Formats.Select(f => Function($"format.{f.Key}", Global($"format.{f.Key}", " -> NamedFormat", _ => f.Value))),
        Function("format.named", Global("format-named", "string -> optional(NamedFormat)", a =>
            Formats.TryGetValue(((CelString)a[0]).Text, out var format) ? CelOptional.Of(format) : CelOptional.None)),
        Function("validate", Member("format-validate", "NamedFormat, string -> optional(list(string))", a => Validate((CelFormat)a[0], ((CelString)a[1]).Text))),
    ];

    private static CelOptional Validate(CelFormat format, string text)
    {
        var faults = format.Validate(text);
        return faults.Count == 0 ? CelOptional.None : CelOptional.Of(new CelArrayList([.. faults.Select(CelString.Of)]));
    }

    [GeneratedRegex("^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Uuid();

    [GeneratedRegex("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Base64();
}
