using System.Globalization;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>A key of sort: from a field and a letter to another, both counted from one; an end of zero is the line's end.</summary>
internal sealed record SortKey(int StartField, int StartLetter, int EndField, int EndLetter, string Flags)
{
    private static readonly System.Buffers.SearchValues<char> PlaceLetters = System.Buffers.SearchValues.Create("0123456789.");

    public static SortKey Whole { get; } = new(1, 1, 0, 0, "");

    /// <exception cref="UsageException">The text is no key.</exception>
    public static SortKey Parse(string text)
    {
        var parts = text.Split(',');
        var (startField, startLetter, startFlags) = Position(parts[0], text);
        var (endField, endLetter, endFlags) = parts.Length > 1 ? Position(parts[1], text) : (0, 0, "");
        return new SortKey(startField, Math.Max(1, startLetter), endField, endLetter, startFlags + endFlags);
    }

    /// <summary>The part of a line that the key names. Without a separator a field starts with the blanks before it.</summary>
    public string Of(string line, char? separator, string flags)
    {
        if (this == Whole)
        {
            return line;
        }

        var start = Field(line, StartField, separator).Start;
        if (flags.Contains('b', StringComparison.Ordinal))
        {
            start = SkipBlanks(line, start);
        }

        start = Math.Min(line.Length, start + StartLetter - 1);
        var end = line.Length;
        if (EndField > 0)
        {
            var (endStart, endEnd) = Field(line, EndField, separator);
            end = EndLetter > 0 ? Math.Min(line.Length, (flags.Contains('b', StringComparison.Ordinal) ? SkipBlanks(line, endStart) : endStart) + EndLetter) : endEnd;
        }

        return start < end ? line[start..end] : "";
    }

    /// <summary>Numbers within compare by value.</summary>
    public static int CompareVersions(string left, string right)
    {
        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            if (char.IsAsciiDigit(left[i]) && char.IsAsciiDigit(right[j]))
            {
                var (a, b) = (Digits(left, ref i), Digits(right, ref j));
                var result = a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
                if (result != 0)
                {
                    return result;
                }
            }
            else if (left[i] != right[j])
            {
                return left[i].CompareTo(right[j]);
            }
            else
            {
                i++;
                j++;
            }
        }

        return (left.Length - i).CompareTo(right.Length - j);
    }

    private static string Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return text[start..at].TrimStart('0');
    }

    private static int SkipBlanks(string line, int at)
    {
        while (at < line.Length && line[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    private static (int Start, int End) Field(string line, int number, char? separator)
    {
        var (start, end) = (0, 0);
        for (var field = 1; ; field++)
        {
            end = start;
            if (separator is { } letter)
            {
                end = line.IndexOf(letter, start) is var found and >= 0 ? found : line.Length;
            }
            else
            {
                end = SkipBlanks(line, end);
                while (end < line.Length && line[end] is not (' ' or '\t'))
                {
                    end++;
                }
            }

            if (field == number || end >= line.Length)
            {
                return field == number ? (start, end) : (line.Length, line.Length);
            }

            start = separator is null ? end : end + 1;
        }
    }

    private static (int Field, int Letter, string Flags) Position(string text, string whole)
    {
        var end = text.AsSpan().IndexOfAnyExcept(PlaceLetters);
        var numbers = (end < 0 ? text : text[..end]).Split('.');
        if (!int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var field) || field == 0)
        {
            throw new UsageException($"-: invalid field specification '{whole}'", 2);
        }

        var letter = numbers.Length > 1 && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        return (field, letter, end < 0 ? "" : text[end..]);
    }
}
