using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KubeEmulator.Nodes.Containers.Commands.Text.Sed;

/// <summary>What s and l do to a text.</summary>
internal static class SedText
{
    public static (string Text, bool Changed) Substitute(string text, SedStep step)
    {
        var digits = string.Concat(step.Flags.Where(char.IsAsciiDigit));
        var first = digits.Length > 0 ? int.Parse(digits, CultureInfo.InvariantCulture) : 1;
        var all = step.Flags.Contains('g', StringComparison.Ordinal);
        var result = new StringBuilder();
        var (number, copied, lastEnd) = (0, 0, -1);
        for (var match = step.Pattern!.Match(text); match.Success; match = match.NextMatch())
        {
            // An empty match right after another is none.
            if (match.Length == 0 && match.Index == lastEnd)
            {
                continue;
            }

            lastEnd = match.Index + match.Length;
            if (++number < first)
            {
                continue;
            }

            result.Append(text, copied, match.Index - copied);
            Replace(result, match, step.Replacement);
            copied = lastEnd;
            if (!all)
            {
                break;
            }
        }

        return number < first ? (text, false) : (result.Append(text, copied, text.Length - copied).ToString(), true);
    }

    /// <summary>Everything that cannot be seen as an escape, and a dollar at the end.</summary>
    public static string Visible(string text)
    {
        var result = new StringBuilder();
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\\' => result.Append("\\\\"),
                '\a' => result.Append("\\a"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\v' => result.Append("\\v"),
                < ' ' or > '~' => result.Append('\\').Append(Convert.ToString(letter, 8).PadLeft(3, '0')),
                _ => result.Append(letter),
            };
        }

        return result.Append('$').ToString();
    }

    private static void Replace(StringBuilder result, Match match, string replacement)
    {
        var (mode, once) = ('E', '\0');
        void Put(string text)
        {
            foreach (var letter in text)
            {
                var kind = once != '\0' ? once : mode;
                once = '\0';
                result.Append(kind switch { 'U' or 'u' => char.ToUpperInvariant(letter), 'L' or 'l' => char.ToLowerInvariant(letter), _ => letter });
            }
        }

        for (var index = 0; index < replacement.Length; index++)
        {
            var letter = replacement[index];
            if (letter == '&')
            {
                Put(match.Value);
            }
            else if (letter != '\\' || index + 1 == replacement.Length)
            {
                Put(letter.ToString());
            }
            else
            {
                var next = replacement[++index];
                switch (next)
                {
                    case >= '0' and <= '9':
                        Put(match.Groups[next - '0'].Value);
                        break;
                    case 'U' or 'L' or 'E':
                        mode = next;
                        break;
                    case 'u' or 'l':
                        once = next;
                        break;
                    default:
                        Put(next switch { 'n' => "\n", 't' => "\t", 'r' => "\r", _ => next.ToString() });
                        break;
                }
            }
        }
    }
}
