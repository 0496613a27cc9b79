using System.Text;

namespace KubeEmulator.Objects;

/// <summary>
/// What names must look like. Each check returns what is wrong, in the server's words; nothing is wrong where the
/// list is empty. The rules are those of apimachinery's <c>pkg/util/validation</c> and <c>pkg/api/validate/content</c>;
/// lengths are bytes of UTF-8, whatever the message calls them.
/// </summary>
internal static class NameRules
{
    private const string LabelFormat = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string UnderscoreLabelFormat = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    private const string QualifiedFormat = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string QualifiedFault = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

    /// <summary>A DNS label, such as a namespace's name. Declared validation counts <c>bytes</c>, the older code <c>characters</c>.</summary>
    public static IReadOnlyList<string> CheckDns1123Label(string value, string unit = "characters")
    {
        if (value.Length <= 63 && NameShapes.IsLabel(value))
        {
            return [];
        }

        var faults = Length(value, 63, unit);
        if (!NameShapes.IsLabel(value))
        {
            faults.Add(NameShapes.IsSubdomain(value)
                ? "must not contain dots"
                : Regex("a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character", LabelFormat, "my-name", "123-abc"));
        }

        return faults;
    }

    /// <summary>A DNS subdomain, such as most objects' names.</summary>
    public static IReadOnlyList<string> CheckDns1123Subdomain(string value, string unit = "characters") => Check(
        value,
        253,
        NameShapes.IsSubdomain(value),
        () => Regex("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character", $"{LabelFormat}(\\.{LabelFormat})*", "example.com"),
        unit);

    /// <summary>A DNS subdomain in which labels may begin with and contain underscores.</summary>
    public static IReadOnlyList<string> CheckDns1123SubdomainWithUnderscore(string value) => Check(
        value,
        253,
        value.Split('.').All(NameShapes.IsUnderscoreLabel),
        () => Regex("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character", $"{UnderscoreLabelFormat}(\\.{UnderscoreLabelFormat})*", "example.com"));

    /// <summary>A label that begins with a letter, such as a Service's name.</summary>
    public static IReadOnlyList<string> CheckDns1035Label(string value) => Check(
        value,
        63,
        NameShapes.IsLabel(value) && char.IsAsciiLetterLower(value[0]),
        () => Regex("a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character", "[a-z]([-a-z0-9]*[a-z0-9])?", "my-name", "abc-123"));

    /// <summary><c>*.example.com</c>.</summary>
    public static IReadOnlyList<string> CheckWildcardDns1123Subdomain(string value) => Check(
        value,
        253,
        value.StartsWith("*.", StringComparison.Ordinal) && NameShapes.IsSubdomain(value.AsSpan(2)),
        () => Regex("a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character", $"\\*\\.{LabelFormat}(\\.{LabelFormat})*", "*.example.com"));

    /// <summary>A label's or annotation's key: an optional DNS prefix and a name.</summary>
    public static IReadOnlyList<string> CheckQualifiedName(string value)
    {
        if (value.Length is > 0 and <= 63 && NameShapes.IsQualifiedPart(value))
        {
            return [];
        }

        var parts = value.Split('/');
        if (parts.Length > 2)
        {
            return ["a valid label key " + Regex(QualifiedFault, QualifiedFormat, "MyName", "my.name", "123-abc") + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        }

        var faults = new List<string>(0);
        if (parts.Length == 2)
        {
            faults.AddRange((parts[0].Length == 0 ? ["must be non-empty"] : CheckDns1123Subdomain(parts[0], "bytes")).Select(fault => "prefix part " + fault));
        }

        var name = parts[^1];
        if (name.Length == 0)
        {
            faults.Add("name part must be non-empty");
        }
        else
        {
            faults.AddRange(Length(name, 63, "bytes").Select(fault => "name part " + fault));
        }

        if (!NameShapes.IsQualifiedPart(name))
        {
            faults.Add("name part " + Regex(QualifiedFault, QualifiedFormat, "MyName", "my.name", "123-abc"));
        }

        return faults;
    }

    /// <summary>A label's value; it may be empty.</summary>
    public static IReadOnlyList<string> CheckLabelValue(string value) => value.Length == 0 || (value.Length <= 63 && NameShapes.IsQualifiedPart(value)) ? [] : Check(
        value,
        63,
        value.Length == 0 || NameShapes.IsQualifiedPart(value),
        () => Regex("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", $"({QualifiedFormat})?", "MyValue", "my_value", "12345"),
        "bytes");

    /// <summary>A name that may stand in a URL, such as a ClusterRole's. An empty one is not a fault here.</summary>
    public static IReadOnlyList<string> CheckPathSegment(string name, bool prefix = false)
    {
        if (!prefix && name is "." or "..")
        {
            return [$"may not be '{name}'"];
        }

        var faults = new List<string>(0);
        foreach (var part in new[] { '/', '%' })
        {
            if (name.Contains(part, StringComparison.Ordinal))
            {
                faults.Add($"may not contain '{part}'");
            }
        }

        return faults;
    }

    /// <summary>What a name to be completed is checked as: a trailing dash gives way to a letter (apimachinery <c>pkg/api/validation/generic.go</c>).</summary>
    public static string MaskTrailingDash(string name) => name.Length > 1 && name[^1] == '-' ? name[..^2] + "a" : name;

    internal static List<string> Length(string value, int most, string unit = "characters") =>
        value.Length * 3 > most && Encoding.UTF8.GetByteCount(value) > most ? [$"must be no more than {most} {unit}"] : [];

    internal static string Regex(string fault, string pattern, params ReadOnlySpan<string> examples)
    {
        var text = new StringBuilder(fault).Append(" (");
        for (var i = 0; i < examples.Length; i++)
        {
            text.Append(i == 0 ? "e.g. " : " or ").Append('\'').Append(examples[i]).Append("', ");
        }

        return text.Append("regex used for validation is '").Append(pattern).Append("')").ToString();
    }

    internal static IReadOnlyList<string> Check(string value, int most, bool shaped, Func<string> fault, string unit = "characters")
    {
        if (shaped && value.Length * 3 <= most)
        {
            return [];
        }

        var faults = Length(value, most, unit);
        if (!shaped)
        {
            faults.Add(fault());
        }

        return faults;
    }
}
