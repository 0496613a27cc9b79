using System.Buffers;

namespace KubeEmulator.Schemas;

/// <summary>What Go's <c>url.ParseRequestURI</c> takes: an absolute URI or an absolute path.</summary>
internal static class UriText
{
    private static readonly SearchValues<char> NotInHost = SearchValues.Create(" \\^{}|`#?/");

    public static bool IsRequestUri(string text)
    {
        if (text.Length == 0 || text.Any(c => c is < ' ' or '\x7f') || SchemeLength(text) is not { } scheme)
        {
            return false;
        }

        if (text == "*")
        {
            return true;
        }

        var rest = scheme > 0 ? text[(scheme + 1)..] : text;
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        rest = query < 0 ? rest : rest[..query];
        if (!rest.StartsWith('/'))
        {
            // scheme:opaque, such as mailto:someone.
            return scheme > 0;
        }

        if (scheme == 0 || !rest.StartsWith("//", StringComparison.Ordinal))
        {
            return HasValidEscapes(rest);
        }

        var slash = rest.IndexOf('/', 2);
        var authority = slash < 0 ? rest[2..] : rest[2..slash];
        return IsAuthority(authority) && HasValidEscapes(slash < 0 ? "" : rest[slash..]);
    }

    // Zero where there is none, null where the text begins with a colon.
    private static int? SchemeLength(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ':')
            {
                return i == 0 ? null : i;
            }

            if (!char.IsAsciiLetter(c) && (i == 0 || !(char.IsAsciiDigit(c) || c is '+' or '-' or '.')))
            {
                return 0;
            }
        }

        return 0;
    }

    private static bool IsAuthority(string authority)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var port = host.StartsWith('[') ? host.IndexOf(']', StringComparison.Ordinal) + 1 : host.LastIndexOf(':');
        if (host.StartsWith('[') && port == 0)
        {
            return false;
        }

        var name = port < 0 ? host : host[..port];
        var tail = port < 0 ? "" : host[port..];
        return (tail.Length == 0 || (tail[0] == ':' && tail.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0))
            && name.AsSpan().IndexOfAny(NotInHost) < 0
            && (name.StartsWith('[') || !name.Contains(':', StringComparison.Ordinal) || port >= 0);
    }

    private static bool HasValidEscapes(string path)
    {
        for (var i = path.IndexOf('%', StringComparison.Ordinal); i >= 0; i = path.IndexOf('%', i + 1))
        {
            if (i + 2 >= path.Length || !char.IsAsciiHexDigit(path[i + 1]) || !char.IsAsciiHexDigit(path[i + 2]))
            {
                return false;
            }
        }

        return true;
    }
}
