using System.Buffers;
using System.Globalization;
using System.Text;

namespace KubeEmulator.Values;

/// <summary>
/// JSON strings that are not quite Unicode. Go replaces what is not (bytes that are no UTF-8, surrogates without their
/// other half) by U+FFFD and goes on, where the framework refuses.
/// </summary>
internal static class JsonStrings
{
    /// <summary>The text of a string's bytes between its quotes, which a reader has found well-formed.</summary>
    public static string Lenient(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder(raw.Length);
        while (raw.Length > 0)
        {
            if (raw[0] == (byte)'\\')
            {
                raw = raw[Escape(raw, text)..];
                continue;
            }

            // One replacement a byte, as Go's decoder of UTF-8 counts.
            var status = Rune.DecodeFromUtf8(raw, out var rune, out var length);
            text.Append(rune.ToString());
            raw = raw[(status == OperationStatus.Done ? length : 1)..];
        }

        return text.ToString();
    }

    private static int Escape(ReadOnlySpan<byte> raw, StringBuilder text)
    {
        if (raw[1] != (byte)'u')
        {
            text.Append((char)raw[1] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c });
            return 2;
        }

        var unit = Unit(raw);
        if (!char.IsSurrogate(unit))
        {
            text.Append(unit);
            return 6;
        }

        if (char.IsHighSurrogate(unit) && raw.Length >= 12 && raw[6] == (byte)'\\' && raw[7] == (byte)'u' && Unit(raw[6..]) is var low && char.IsLowSurrogate(low))
        {
            text.Append(unit).Append(low);
            return 12;
        }

        text.Append('\ufffd');
        return 6;
    }

    private static char Unit(ReadOnlySpan<byte> escape) => (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
