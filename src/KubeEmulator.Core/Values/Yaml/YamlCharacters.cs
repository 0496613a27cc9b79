using System.Buffers;
using System.Text;

namespace KubeEmulator.Values;

/// <summary>Which characters a YAML stream may hold; go-yaml's <c>readerc.go</c>.</summary>
internal static class YamlCharacters
{
    public static void Check(ReadOnlySpan<byte> utf8)
    {
        var rest = utf8;
        while (rest.Length > 0)
        {
            if (Rune.DecodeFromUtf8(rest, out _, out var length) != OperationStatus.Done)
            {
                var leading = rest[0];
                var width = leading < 0x80 ? 1 : leading >> 5 == 6 ? 2 : leading >> 4 == 14 ? 3 : leading >> 3 == 30 ? 4 : 0;
                throw new ValueFormatException(width switch
                {
                    0 => "yaml: invalid leading UTF-8 octet",
                    _ when rest.Length < width => "yaml: incomplete UTF-8 octet sequence",
                    _ => "yaml: invalid trailing UTF-8 octet",
                });
            }

            rest = rest[length..];
        }
    }

    public static void Check(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            var allowed = c is '\t' or '\n' or '\r' or '\u0085' or (>= ' ' and <= '~') or (>= '\u00a0' and <= '\ufffd');
            if (!allowed)
            {
                throw new ValueFormatException("yaml: control characters are not allowed");
            }
        }
    }
}
