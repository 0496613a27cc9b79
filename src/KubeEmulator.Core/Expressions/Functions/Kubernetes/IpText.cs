using KubeEmulator.Objects;

namespace KubeEmulator.Expressions;

/// <summary>What Go's netip package says of a text that is no address.</summary>
internal static class IpText
{
    /// <summary>The fault, as in <c>ParseAddr("x"): unable to parse IP</c>; <c>null</c> where the text is an address.</summary>
    public static string? Fault(string text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '.':
                    return Said(text, IPv4(text));
                case ':':
                    return IpValue.Parse(text) is not null && IsStrict(text) ? null : Said(text, IPv6(text));
                case '%':
                    return Said(text, "missing IPv6 address");
            }
        }

        return Said(text, "unable to parse IP");
    }

    private static string? Said(string text, string? fault) => fault is null ? null : $"ParseAddr({GoText.Quote(text)}): {fault}";

    /// <summary>The shared reader is lenient about zeros, as old fields need; netip is not.</summary>
    private static bool IsStrict(string text) =>
        text.Split(':').All(group => group.Contains('.', StringComparison.Ordinal) ? IPv4(group) is null : group.Length <= 4);

    private static string? IPv4(string text)
    {
        var fields = 0;
        var (value, digits) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                if (digits == 1 && value == 0)
                {
                    return "IPv4 field has octet with leading zero";
                }

                value = (value * 10) + (text[i] - '0');
                digits++;
                if (value > 255)
                {
                    return "IPv4 field has value >255";
                }
            }
            else if (text[i] == '.')
            {
                if (i == 0 || i == text.Length - 1 || text[i - 1] == '.')
                {
                    return $"IPv4 field must have at least one digit (at {GoText.Quote(text[i..])})";
                }

                if (fields == 3)
                {
                    return "IPv4 address too long";
                }

                fields++;
                (value, digits) = (0, 0);
            }
            else
            {
                return $"unexpected character (at {GoText.Quote(text[i..])})";
            }
        }

        return fields < 3 ? "IPv4 address too short" : null;
    }

    /// <summary>The first thing wrong with an IPv6 address, group by group.</summary>
    private static string IPv6(string text)
    {
        var rest = text;
        var (groups, ellipsis) = (0, false);
        if (rest.StartsWith("::", StringComparison.Ordinal))
        {
            ellipsis = true;
            rest = rest[2..];
        }

        while (groups < 8 && rest.Length > 0)
        {
            var length = 0;
            while (length < rest.Length && char.IsAsciiHexDigit(rest[length]))
            {
                length++;
            }

            if (length > 4)
            {
                return $"each group must have 4 or less digits (at {GoText.Quote(rest)})";
            }

            if (length == 0)
            {
                return $"each colon-separated field must have at least one digit (at {GoText.Quote(rest)})";
            }

            if (length < rest.Length && rest[length] == '.')
            {
                return !ellipsis && groups != 6 ? $"embedded IPv4 address must replace the final 2 fields of the address (at {GoText.Quote(rest)})"
                    : groups > 6 ? $"too many hex fields to fit an embedded IPv4 at the end of the address (at {GoText.Quote(rest)})"
                    : IPv4(rest) ?? "the :: must expand to at least one field of zeros";
            }

            groups++;
            rest = rest[length..];
            if (rest.Length == 0)
            {
                break;
            }

            if (rest[0] != ':')
            {
                return $"unexpected character, want colon (at {GoText.Quote(rest)})";
            }

            if (rest.Length == 1)
            {
                return $"colon must be followed by more characters (at {GoText.Quote(rest)})";
            }

            rest = rest[1..];
            if (rest[0] == ':')
            {
                if (ellipsis)
                {
                    return $"multiple :: in address (at {GoText.Quote(rest)})";
                }

                ellipsis = true;
                rest = rest[1..];
            }
        }

        return rest.Length > 0 ? $"trailing garbage after address (at {GoText.Quote(rest)})"
            : groups < 8 && !ellipsis ? "address string too short"
            : "the :: must expand to at least one field of zeros";
    }
}
