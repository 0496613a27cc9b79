using System.Text;
using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>cel-go's string functions, version 2 (ext/strings.go). Positions count code points.</summary>
internal static class StringsLibrary
{
    public static IEnumerable<CelFunction> All =>
    [
        Function("charAt", Member("string_char_at_int", "string, int -> string", CharAt)),
        Function(
            "indexOf",
            Member("string_index_of_string", "string, string -> int", a => IndexOf(a, 0)),
            Member("string_index_of_string_int", "string, string, int -> int", a => IndexOf(a, Int(a[2])))),
        Function(
            "lastIndexOf",
            Member("string_last_index_of_string", "string, string -> int", LastIndexOf),
            Member("string_last_index_of_string_int", "string, string, int -> int", a => LastIndexOf(a, Int(a[2])))),
        Function("lowerAscii", Member("string_lower_ascii", "string -> string", a => Ascii(a[0], char.ToLowerInvariant))),
        Function("upperAscii", Member("string_upper_ascii", "string -> string", a => Ascii(a[0], char.ToUpperInvariant))),
        Function(
            "replace",
            Member("string_replace_string_string", "string, string, string -> string", a => Replace(a, -1)),
            Member("string_replace_string_string_int", "string, string, string, int -> string", a => Replace(a, Int(a[3])))),
        Function(
            "split",
            Member("string_split_string", "string, string -> list(string)", a => Split(a, -1)),
            Member("string_split_string_int", "string, string, int -> list(string)", a => Split(a, Int(a[2])))),
        Function(
            "substring",
            Member("string_substring_int", "string, int -> string", a => Substring(a, Int(a[1]), null)),
            Member("string_substring_int_int", "string, int, int -> string", a => Substring(a, Int(a[1]), Int(a[2])))),
        Function("trim", Member("string_trim", "string -> string", a => CelString.Of(Text(a[0]).Trim()))),
        Function(
            "format",
            Member("string_format", "string, list(dyn) -> string", a => CelFormatting.Format(Text(a[0]), (CelList)a[1]))),
        Function("strings.quote", Global("strings_quote", "string -> string", a => CelString.Of(Quote(Text(a[0]))))),
        Function(
            "join",
            Member("list_join", "list(string) -> string", a => Join((CelList)a[0], "")),
            Member("list_join_string", "list(string), string -> string", a => Join((CelList)a[0], Text(a[1])))),
    ];

    private static string Text(CelValue value) => ((CelString)value).Text;

    private static long Int(CelValue value) => ((CelInt)value).Value;

    private static CelError OutOfRange(long index) => new($"index out of range: {index}");

    private static Rune[] Runes(CelValue value) => [.. Text(value).EnumerateRunes()];

    private static string Join(IEnumerable<Rune> runes) => string.Concat(runes.Select(r => r.ToString()));

    private static CelValue CharAt(CelValue[] a)
    {
        var runes = Runes(a[0]);
        var index = Int(a[1]);
        return index < 0 || index > runes.Length ? OutOfRange(index)
            : CelString.Of(index == runes.Length ? "" : runes[index].ToString());
    }

    private static CelValue IndexOf(CelValue[] a, long offset)
    {
        var part = Runes(a[1]);
        if (part.Length == 0)
        {
            return CelInt.Of(offset);
        }

        if (offset < 0)
        {
            return OutOfRange(offset);
        }

        var text = Runes(a[0]);
        for (var i = offset; i <= text.Length - part.Length; i++)
        {
            if (text.AsSpan((int)i, part.Length).SequenceEqual(part))
            {
                return CelInt.Of(i);
            }
        }

        return CelInt.MinusOne;
    }

    private static CelValue LastIndexOf(CelValue[] a)
    {
        var length = Runes(a[0]).Length;
        if (Text(a[1]).Length == 0)
        {
            return CelInt.Of(length);
        }

        return Runes(a[1]).Length > length ? CelInt.MinusOne : LastIndexOf(a, length - 1);
    }

    private static CelValue LastIndexOf(CelValue[] a, long offset)
    {
        var part = Runes(a[1]);
        if (part.Length == 0)
        {
            return CelInt.Of(offset);
        }

        if (offset < 0)
        {
            return OutOfRange(offset);
        }

        var text = Runes(a[0]);
        if (offset >= text.Length)
        {
            return CelInt.MinusOne;
        }

        for (var i = Math.Min(offset, text.Length - part.Length); i >= 0; i--)
        {
            if (text.AsSpan((int)i, part.Length).SequenceEqual(part))
            {
                return CelInt.Of(i);
            }
        }

        return CelInt.MinusOne;
    }

    private static CelString Ascii(CelValue value, Func<char, char> map) =>
        CelString.Of(string.Create(Text(value).Length, (Text(value), map), static (result, state) =>
        {
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = char.IsAscii(state.Item1[i]) ? state.map(state.Item1[i]) : state.Item1[i];
            }
        }));

    private static CelString Replace(CelValue[] a, long limit)
    {
        var (text, old, replacement) = (Text(a[0]), Text(a[1]), Text(a[2]));
        if (old.Length == 0)
        {
            return CelString.Of(Interleave(Runes(a[0]), replacement, limit));
        }

        var result = new StringBuilder();
        var from = 0;
        for (var count = 0L; limit < 0 || count < limit; count++)
        {
            var at = text.IndexOf(old, from, StringComparison.Ordinal);
            if (at < 0)
            {
                break;
            }

            result.Append(text, from, at - from).Append(replacement);
            from = at + old.Length;
        }

        return CelString.Of(result.Append(text, from, text.Length - from).ToString());
    }

    /// <summary>Replacing nothing puts the replacement before each character and at the end.</summary>
    private static string Interleave(Rune[] runes, string replacement, long limit)
    {
        var result = new StringBuilder();
        for (var i = 0; i <= runes.Length; i++)
        {
            if (limit < 0 || i < limit)
            {
                result.Append(replacement);
            }

            if (i < runes.Length)
            {
                result.Append(runes[i].ToString());
            }
        }

        return result.ToString();
    }

    private static CelArrayList Split(CelValue[] a, long limit)
    {
        var (text, separator) = (Text(a[0]), Text(a[1]));
        if (limit == 0)
        {
            return CelArrayList.Empty;
        }

        if (separator.Length == 0)
        {
            var runes = Runes(a[0]);
            var heads = limit < 0 ? runes.Length : (int)Math.Min(limit - 1, runes.Length);
            var parts = runes.Take(heads).Select(r => r.ToString());
            return Strings(heads < runes.Length ? parts.Append(Join(runes[heads..])) : parts);
        }

        return Strings(limit < 0 ? text.Split(separator) : text.Split(separator, (int)Math.Min(limit, int.MaxValue)));
    }

    private static CelArrayList Strings(IEnumerable<string> texts) => new([.. texts.Select(CelString.Of)]);

    private static CelValue Substring(CelValue[] a, long start, long? end)
    {
        if (start > end)
        {
            return new CelError($"invalid substring range. start: {start}, end: {end}");
        }

        var runes = Runes(a[0]);
        if (start < 0 || start > runes.Length)
        {
            return OutOfRange(start);
        }

        return end is < 0 || end > runes.Length
            ? OutOfRange(end.Value)
            : CelString.Of(Join(runes[(int)start..(int)(end ?? runes.Length)]));
    }

    private static CelValue Join(CelList list, string separator)
    {
        var wrong = list.Items().FirstOrDefault(i => i is not CelString);
        return wrong is null
            ? CelString.Of(string.Join(separator, list.Items().Select(Text)))
            : new CelError($"join: invalid input: {wrong}");
    }

    private static string Quote(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\a' => result.Append("\\a"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\v' => result.Append("\\v"),
                '\\' => result.Append("\\\\"),
                '"' => result.Append("\\\""),
                _ => result.Append(rune.ToString()),
            };
        }

        return result.Append('"').ToString();
    }
}
