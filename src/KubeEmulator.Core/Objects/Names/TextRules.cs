namespace KubeEmulator.Objects;

/// <summary>
/// What other short texts and numbers must look like: ports, percentages, environment and file names.
/// As in <see cref="NameRules"/>, an empty list means that nothing is wrong.
/// </summary>
internal static class TextRules
{
    private static readonly System.Buffers.SearchValues<char> HttpPath =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-._~%!$&'()*+,;=:");

    /// <summary>1 to 65535.</summary>
    public static IReadOnlyList<string> CheckPort(long port) => CheckRange(port, 1, 65535);

    /// <summary>Between two bounds, both allowed.</summary>
    public static IReadOnlyList<string> CheckRange(long value, long least, long most) =>
        value >= least && value <= most ? [] : [$"must be between {least} and {most}, inclusive"];

    /// <summary>A Unix user or group id.</summary>
    public static IReadOnlyList<string> CheckUserOrGroupId(long id) => CheckRange(id, 0, int.MaxValue);

    /// <summary>A port's name.</summary>
    public static IReadOnlyList<string> CheckPortName(string name)
    {
        var faults = NameRules.Length(name, 15);
        if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
        {
            faults.Add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }

        if (!name.Any(char.IsAsciiLetterLower))
        {
            faults.Add("must contain at least one letter (a-z)");
        }

        if (name.Contains("--", StringComparison.Ordinal))
        {
            faults.Add("must not contain consecutive hyphens");
        }

        if (name.StartsWith('-') || name.EndsWith('-'))
        {
            faults.Add("must not begin or end with a hyphen");
        }

        return faults;
    }

    /// <summary><c>25%</c>.</summary>
    public static IReadOnlyList<string> CheckPercent(string text) =>
        text.Length > 1 && text[^1] == '%' && text.AsSpan(0, text.Length - 1).IndexOfAnyExceptInRange('0', '9') < 0
            ? []
            : [NameRules.Regex("a valid percent string must be a numeric string followed by an ending '%'", "[0-9]+%", "1%", "93%")];

    /// <summary>An HTTP header's name.</summary>
    public static IReadOnlyList<string> CheckHttpHeaderName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? []
            : [NameRules.Regex("a valid HTTP header must consist of alphanumeric characters or '-'", "[-A-Za-z0-9]+", "X-Header-Name")];

    /// <summary>An identifier of C.</summary>
    public static IReadOnlyList<string> CheckCIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? []
            : [NameRules.Regex("a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'", "[A-Za-z_][A-Za-z0-9_]*", "my_name", "MY_NAME", "MyName")];

    /// <summary>An environment variable's name by the old, strict rule.</summary>
    public static IReadOnlyList<string> CheckEnvVarName(string name)
    {
        var faults = new List<string>(0);
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(IsFileChar))
        {
            faults.Add(NameRules.Regex(
                "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
                "[-._a-zA-Z][-._a-zA-Z0-9]*",
                "my.env-name",
                "MY_ENV.NAME",
                "MyEnvName1"));
        }

        AddParentFolder(name, faults);
        return faults;
    }

    /// <summary>An environment variable's name by the relaxed rule: any printable ASCII but <c>=</c>.</summary>
    public static IReadOnlyList<string> CheckRelaxedEnvVarName(string name)
    {
        if (name.Length == 0)
        {
            return ["environment variable name must be non-empty"];
        }

        return name.All(c => c is >= ' ' and < (char)0x7f and not '=')
            ? []
            : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
    }

    /// <summary>A key of a ConfigMap or Secret.</summary>
    public static IReadOnlyList<string> CheckConfigMapKey(string key)
    {
        var faults = NameRules.Length(key, 253);
        if (key.Length == 0 || !key.All(IsFileChar))
        {
            faults.Add(NameRules.Regex("a valid config key must consist of alphanumeric characters, '-', '_' or '.'", "[-._a-zA-Z0-9]+", "key.name", "KEY_NAME", "key-name"));
        }

        AddParentFolder(key, faults);
        return faults;
    }

    /// <summary>A decimal integer in canonical form, of any size.</summary>
    public static IReadOnlyList<string> CheckDecimalInteger(string text)
    {
        if (text.Length == 0)
        {
            return ["must be non-empty"];
        }

        var digits = text.AsSpan(text[0] == '-' ? 1 : 0);
        var canonical = digits.Length > 0 && digits.IndexOfAnyExceptInRange('0', '9') < 0 && (digits[0] != '0' || text == "0");
        return canonical ? [] : ["must be a valid decimal integer in canonical form"];
    }

    /// <summary>A DNS name of at least <paramref name="segments"/> labels: two for domains, which may end in a dot, three for the older rule.</summary>
    public static void CheckFullyQualifiedName(FieldErrors errors, FieldPath path, string name, int segments = 2)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }

        var domain = segments == 2 && name.EndsWith('.') ? name[..^1] : name;
        var labels = domain.Split('.');
        if (NameRules.CheckDns1123Subdomain(domain) is { Count: > 0 } faults)
        {
            errors.Invalid(path, domain, string.Join(",", faults));
        }
        else if (labels.Length < segments)
        {
            errors.Invalid(path, domain, $"should be a domain with at least {(segments == 2 ? "two" : "three")} segments separated by dots");
        }
        else if (segments == 2 && Array.Find(labels, l => NameRules.CheckDns1123Label(l).Count > 0) is { } label)
        {
            errors.Invalid(path, label, string.Join(",", NameRules.CheckDns1123Label(label)));
        }
    }

    /// <summary><c>example.com/any/path</c>.</summary>
    public static void CheckDomainPrefixedPath(FieldErrors errors, FieldPath path, string text)
    {
        if (text.Length == 0)
        {
            errors.Required(path);
            return;
        }

        var parts = text.Split('/', 2);
        if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
        {
            errors.Invalid(path, text, "must be a domain-prefixed path (such as \"acme.io/foo\")");
            return;
        }

        foreach (var fault in NameRules.CheckDns1123Subdomain(parts[0]))
        {
            errors.Invalid(path, parts[0], fault);
        }

        if (parts[1].AsSpan().ContainsAnyExcept(HttpPath))
        {
            errors.Invalid(path, parts[1], NameRules.Regex("Invalid path", "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+"));
        }
    }

    /// <summary><c>example.com/key</c>, as conditions and finalizers of some kinds ask for.</summary>
    public static void CheckDomainPrefixedKey(FieldErrors errors, FieldPath path, string key)
    {
        if (key.Length == 0)
        {
            errors.Required(path);
            return;
        }

        var faults = NameRules.CheckQualifiedName(key);
        foreach (var fault in faults)
        {
            errors.Invalid(path, key, fault);
        }

        if (faults.Count == 0 && !key.Contains('/', StringComparison.Ordinal))
        {
            errors.Invalid(path, key, "must be a domain-prefixed key (such as \"acme.io/foo\")");
        }
    }

    private static bool IsFileChar(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    private static void AddParentFolder(string name, List<string> faults)
    {
        if (name is "." or "..")
        {
            faults.Add($"must not be '{name}'");
        }
        else if (name.StartsWith("..", StringComparison.Ordinal))
        {
            faults.Add("must not start with '..'");
        }
    }
}
