using System.Text;
using System.Text.RegularExpressions;
using KubeEmulator.Objects;

namespace KubeEmulator.Expressions;

/// <summary>A URL as Go's net/url reads it; only what expressions ask for is kept.</summary>
internal sealed partial record GoUrl(string Scheme, string Host, string EscapedPath, string Query, string Text)
{
    /// <summary>The host without its port.</summary>
    public string Hostname
    {
        get
        {
            var colon = Host.LastIndexOf(':');
            var name = colon >= 0 && IsPort(Host[colon..]) ? Host[..colon] : Host;
            return name is ['[', .. var inner, ']'] ? inner : name;
        }
    }

    public string Port => Host.LastIndexOf(':') is var colon and >= 0 && IsPort(Host[colon..]) && !Host.EndsWith(']') ? Host[(colon + 1)..] : "";

    /// <summary>Reads an absolute URL or path; <paramref name="error"/> has Go's words where it is none.</summary>
    public static GoUrl? Parse(string text, out string error)
    {
        // The first, strict reading decides; the second knows of fragments.
        if (Read(text, strict: true, out var fault) is null)
        {
            error = $"parse {GoText.Quote(text)}: {fault}";
            return null;
        }

        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var url = Read(hash < 0 ? text : text[..hash], strict: false, out fault);
        error = url is null ? $"parse {GoText.Quote(text)}: {fault}" : "";
        return url is null || hash < 0 ? url : url with { Text = url.Text + text[hash..] };
    }

    /// <summary>Reads any URL, relative ones too, as Go's <c>url.Parse</c> does; without its fragment.</summary>
    public static GoUrl? ParseReference(string text, out string error)
    {
        var url = Read(text.Split('#')[0], strict: false, out var fault);
        error = url is null ? $"parse {GoText.Quote(text)}: {fault}" : "";
        return url;
    }

    /// <summary>The query's parameters in order; those that do not decode are left out.</summary>
    public IEnumerable<(string Key, string Value)> Parameters()
    {
        foreach (var part in Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(p => !p.Contains(';', StringComparison.Ordinal)))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var key = Unescape((equals < 0 ? part : part[..equals]).Replace('+', ' '), out _);
            var value = Unescape((equals < 0 ? "" : part[(equals + 1)..]).Replace('+', ' '), out _);
            if (key is not null && value is not null)
            {
                yield return (key, value);
            }
        }
    }

    private static GoUrl? Read(string text, bool strict, out string? fault)
    {
        fault = text.Any(c => c is < ' ' or (char)0x7f) ? "net/url: invalid control character in URL"
            : text.Length == 0 && strict ? "empty url" : null;
        if (fault is not null)
        {
            return null;
        }

        var (scheme, rest) = SplitScheme(text, out fault);
        if (fault is not null)
        {
            return null;
        }

        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        rest = question < 0 ? rest : rest[..question];
        if (!rest.StartsWith('/') && rest != "*")
        {
            if (scheme.Length > 0)
            {
                return new GoUrl(scheme, "", "", query, text);
            }

            fault = strict ? "invalid URI for request"
                : rest.Split('/')[0].Contains(':', StringComparison.Ordinal) ? "first path segment in URL cannot contain colon" : null;
            if (fault is not null)
            {
                return null;
            }
        }

        var (host, authority) = ("", "");
        if ((scheme.Length > 0 || (!strict && !rest.StartsWith("///", StringComparison.Ordinal))) && rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            authority = slash < 0 ? rest : rest[..slash];
            host = ReadHost(authority[2..], out fault)!;
            rest = slash < 0 ? "" : rest[slash..];
        }

        var path = fault is null ? ReadPath(rest, out fault) : null;
        var prefix = scheme.Length > 0 ? scheme + ":" : "";
        return fault is null ? new GoUrl(scheme, host, path!, query, prefix + authority + path + (question < 0 ? "" : "?" + query)) : null;
    }

    private static (string Scheme, string Remainder) SplitScheme(string text, out string? fault)
    {
        fault = null;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case ':' when i == 0:
                    fault = "missing protocol scheme";
                    return ("", text);
                case ':':
                    return (text[..i].ToLowerInvariant(), text[(i + 1)..]);
                case (>= '0' and <= '9') or '+' or '-' or '.' when i > 0:
                case (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'):
                    continue;
                default:
                    return ("", text);
            }
        }

        return ("", text);
    }

    private static string? ReadHost(string authority, out string? fault)
    {
        var at = authority.LastIndexOf('@');
        if (at >= 0 && !authority[..at].All(c => char.IsAsciiLetterOrDigit(c) || "-._:~!$&'()*+,;=%@".Contains(c, StringComparison.Ordinal)))
        {
            fault = "net/url: invalid userinfo";
            return null;
        }

        var host = authority[(at + 1)..];
        var bracket = host.StartsWith('[') ? host.LastIndexOf(']') : 0;
        if (bracket < 0)
        {
            fault = "missing ']' in host";
            return null;
        }

        var port = bracket > 0 ? host[(bracket + 1)..] : host.LastIndexOf(':') is var colon and >= 0 ? host[colon..] : "";
        if (!IsPort(port))
        {
            fault = $"invalid port {GoText.Quote(port)} after host";
            return null;
        }

        if (EscapedLetter().Match(host) is { Success: true } escaped)
        {
            fault = $"invalid URL escape {GoText.Quote(escaped.Value)}";
            return null;
        }

        var wrong = host.FirstOrDefault(c => c is ' ' or '"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}');
        fault = wrong == '\0' ? null : $"invalid character {GoText.Quote(wrong.ToString())} in host name";
        return fault is null ? Unescape(host, out fault) : null;
    }

    private static bool IsPort(string port) => port.Length == 0 || (port[0] == ':' && port.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);

    private static string? ReadPath(string path, out string? fault)
    {
        var plain = Unescape(path, out fault);
        return plain is null ? null : path.All(IsPathCharacter) ? path : Escape(plain);
    }

    private static bool IsPathCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "-_.~!$&'()*+,;=:@[]%/".Contains(c, StringComparison.Ordinal);

    private static string Escape(string path)
    {
        var text = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(path))
        {
            var c = (char)b;
            var plain = char.IsAsciiLetterOrDigit(c) || "-_.~$&+,/:;=@".Contains(c, StringComparison.Ordinal);
            _ = plain ? text.Append(c) : text.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static string? Unescape(string text, out string? fault)
    {
        fault = null;
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        for (var at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                fault = $"invalid URL escape {GoText.Quote(text[at..Math.Min(at + 3, text.Length)])}";
                return null;
            }
        }

        return Uri.UnescapeDataString(text);
    }

    /// <summary>A host may escape bytes beyond ASCII, and the percent sign of a zone, but no plain letter.</summary>
    [GeneratedRegex("%(?!25)[0-7][0-9A-Fa-f]", RegexOptions.CultureInvariant)]
    private static partial Regex EscapedLetter();
}
