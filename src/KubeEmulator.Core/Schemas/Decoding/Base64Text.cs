using System.Buffers.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Byte fields: base64 as Go's <c>encoding/base64</c> reads it (standard alphabet, padded, line ends skipped).</summary>
internal static class Base64Text
{
    /// <summary>The text as Go would write the bytes; itself where it already is so.</summary>
    public static StringValue Canonical(StringValue text, out string? error)
    {
        error = null;
        if (IsCanonical(text.Text))
        {
            return text;
        }

        var kept = text.Text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        var buffer = new byte[kept.Length];
        if (FirstFault(text.Text) is { } fault || !Convert.TryFromBase64String(kept, buffer, out var length))
        {
            error = $"illegal base64 data at input byte {FirstFault(text.Text) ?? text.Text.Length}";
            return text;
        }

        return StringValue.Of(Convert.ToBase64String(buffer.AsSpan(0, length)));
    }

    // Base64.IsValid forgives white space; without any, and with zero padding bits, the text is what an encoder writes.
    private static bool IsCanonical(string text) =>
        text.Length == 0 || (text.Length % 4 == 0 && !text.AsSpan().ContainsAny(" \t\r\n") && Base64.IsValid(text) && HasZeroPaddingBits(text));

    private static bool HasZeroPaddingBits(string text)
    {
        if (text[^1] != '=')
        {
            return true;
        }

        Span<byte> tail = stackalloc byte[3];
        return Convert.TryFromBase64Chars(text.AsSpan(text.Length - 4), tail, out var length)
            && text.AsSpan(text.Length - 4).SequenceEqual(Convert.ToBase64String(tail[..length]));
    }

    // The position that Go's decoder complains of: the first character that cannot stand where it does.
    private static int? FirstFault(string text)
    {
        var inQuantum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\r' or '\n')
            {
                continue;
            }

            if (c == '=')
            {
                return PaddingFault(text, i, inQuantum);
            }

            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/'))
            {
                return i;
            }

            inQuantum = (inQuantum + 1) % 4;
        }

        // A quantum that ends early is reported at its start: Go's decodeQuantum answers the length less what it has.
        return inQuantum == 0 ? null : text.Length - inQuantum;
    }

    private static int? PaddingFault(string text, int at, int inQuantum)
    {
        if (inQuantum < 2)
        {
            return at;
        }

        var next = Skip(text, at + 1);
        if (inQuantum == 2)
        {
            if (next == text.Length)
            {
                return text.Length;
            }

            if (text[next] != '=')
            {
                return next - 1;
            }

            next = Skip(text, next + 1);
        }

        return next < text.Length ? next : null;
    }

    private static int Skip(string text, int at)
    {
        while (at < text.Length && text[at] is '\r' or '\n')
        {
            at++;
        }

        return at;
    }
}
