namespace KubeEmulator.Kinds;

/// <summary>One block of PEM text: its type, whether headers come before the data, and the data. As lenient as Go's <c>pem.Decode</c>.</summary>
internal sealed record PemBlock(string Type, bool HasHeaders, byte[] Data)
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";

    /// <summary>The blocks in the text; what is between them does not count, nor what only begins like one.</summary>
    public static IEnumerable<PemBlock> Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (TypeOf(lines[i], Begin) is not { } type)
            {
                continue;
            }

            var end = Array.FindIndex(lines, i + 1, line => TypeOf(line, End) == type);
            if (end > 0 && Parse(type, lines.AsSpan(i + 1, end - i - 1)) is { } block)
            {
                yield return block;
                i = end;
            }
        }
    }

    private static string? TypeOf(string line, string marker)
    {
        line = line.TrimEnd();
        return line.StartsWith(marker, StringComparison.Ordinal) && line.EndsWith(Dashes, StringComparison.Ordinal) && line.Length >= marker.Length + Dashes.Length
            ? line[marker.Length..^Dashes.Length]
            : null;
    }

    private static PemBlock? Parse(string type, ReadOnlySpan<string> lines)
    {
        var headers = 0;
        while (headers < lines.Length && lines[headers].Contains(':', StringComparison.Ordinal))
        {
            headers++;
        }

        var text = string.Concat(lines[headers..]).Replace(" ", "", StringComparison.Ordinal);
        var data = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, data, out var length) ? new PemBlock(type, headers > 0, data[..length]) : null;
    }
}
