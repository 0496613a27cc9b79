using System.Globalization;
using System.Text;

namespace KubeEmulator.Values;

/// <summary>The order of members on the way out: letters after signs and digits, runs of digits by their number (go-yaml's <c>sorter.go</c>).</summary>
internal sealed class YamlKeyOrder : IComparer<string>
{
    public static readonly YamlKeyOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        if (Ascii.IsValid(x) && Ascii.IsValid(y))
        {
            return Compare<char>(x, y, c => c);
        }

        return Compare<Rune>([.. x!.EnumerateRunes()], [.. y!.EnumerateRunes()], r => r.Value);
    }

    private static int Compare<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Func<T, int> code)
    {
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            var (ca, cb) = (code(a[i]), code(b[i]));
            if (ca == cb)
            {
                continue;
            }

            var (letterA, letterB) = (IsLetter(ca), IsLetter(cb));
            if (letterA || letterB)
            {
                return letterA && letterB ? ca.CompareTo(cb) : letterB ? -1 : 1;
            }

            // Behind a digit other than zero, "0" and "" count as different numbers of the same length.
            var start = (ca == '0' || cb == '0') && NonZeroBefore(a, i, code) ? 1L : 0;
            var (numberA, endA) = Number(a, i, start, code);
            var (numberB, endB) = Number(b, i, start, code);
            return numberA != numberB ? numberA.CompareTo(numberB) : endA != endB ? endA.CompareTo(endB) : ca.CompareTo(cb);
        }

        return a.Length.CompareTo(b.Length);
    }

    private static bool NonZeroBefore<T>(ReadOnlySpan<T> text, int at, Func<T, int> code)
    {
        for (var j = at - 1; j >= 0 && IsDigit(code(text[j])); j--)
        {
            if (code(text[j]) != '0')
            {
                return true;
            }
        }

        return false;
    }

    private static (long Number, int End) Number<T>(ReadOnlySpan<T> text, int at, long number, Func<T, int> code)
    {
        while (at < text.Length && IsDigit(code(text[at])))
        {
            number = unchecked((number * 10) + code(text[at]) - '0');
            at++;
        }

        return (number, at);
    }

    private static bool IsLetter(int code) => code < 128 ? char.IsAsciiLetter((char)code) : Rune.IsLetter(new Rune(code));

    private static bool IsDigit(int code) => code < 128 ? char.IsAsciiDigit((char)code) : Rune.GetUnicodeCategory(new Rune(code)) == UnicodeCategory.DecimalDigitNumber;
}
