using System.Globalization;
using System.Text;

namespace KubeEmulator.Objects;

/// <summary>IPv6 addresses as text: groups of four hexadecimal digits, one run of zeros left out, the last two groups perhaps dotted.</summary>
internal static class IPv6Text
{
    public static bool TryParse(string text, out AddressNumber bits, out bool strict)
    {
        (bits, strict) = (0, true);
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
        {
            return TryGroups(text, ref strict, out bits, out var all) && all == 8;
        }

        if (!TryGroups(text[..gap], ref strict, out var head, out var before, dotted: false) || !TryGroups(text[(gap + 2)..], ref strict, out var tail, out var after))
        {
            return false;
        }

        // The gap stands for one group at least.
        bits = before == 0 ? tail : (head << (16 * (8 - before))) | tail;
        return before + after < 8;
    }

    public static string Format(AddressNumber bits)
    {
        Span<ushort> groups = stackalloc ushort[8];
        for (var i = 0; i < 8; i++)
        {
            groups[i] = (ushort)(ulong)(bits >> (112 - (16 * i)));
        }

        var (start, length) = LongestZeros(groups);
        var text = new StringBuilder(39);
        for (var i = 0; i < 8; i++)
        {
            if (i == start)
            {
                text.Append("::");
                i += length - 1;
                continue;
            }

            text.Append(i > 0 && text[^1] != ':' ? ":" : "").Append(groups[i].ToString("x", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static bool TryGroups(string text, ref bool strict, out AddressNumber bits, out int groups, bool dotted = true)
    {
        (bits, groups) = (0, 0);
        if (text.Length == 0)
        {
            return true;
        }

        var parts = text.Split(':');
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (dotted && i == parts.Length - 1 && part.Contains('.', StringComparison.Ordinal))
            {
                if (IpValue.ParseIPv4(part) is not { } v4)
                {
                    return false;
                }

                (bits, groups, strict) = ((bits << 32) | (ulong)v4.Number, groups + 2, strict && v4.Strict);
                continue;
            }

            if (part.Length == 0 || !uint.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var group) || group > 0xffff)
            {
                return false;
            }

            (bits, groups, strict) = ((bits << 16) | (ulong)group, groups + 1, strict && part.Length <= 4);
        }

        return groups <= 8;
    }

    private static (int Start, int Length) LongestZeros(ReadOnlySpan<ushort> groups)
    {
        var best = (Start: -1, Length: 1);
        for (var i = 0; i < groups.Length; i++)
        {
            var end = i;
            while (end < groups.Length && groups[end] == 0)
            {
                end++;
            }

            if (end - i > best.Length)
            {
                best = (i, end - i);
            }

            i = Math.Max(i, end - 1);
        }

        return best;
    }
}
