using System.Text;
using System.Text.RegularExpressions;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>POSIX' regular expressions, basic and extended, on the engine of .NET; without back references it runs in linear time.</summary>
internal static class PosixRegex
{
    // Only expressions with back references can take long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly System.Buffers.SearchValues<char> IntervalLetters = System.Buffers.SearchValues.Create("0123456789,");

    /// <exception cref="UsageException">The expression is none.</exception>
    public static Regex Create(string pattern, bool extended, bool ignoreCase = false)
    {
        var translated = Translate(pattern, extended, out var backReferences);
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : 0) | (backReferences ? 0 : RegexOptions.NonBacktracking);
        try
        {
            return new Regex(translated, options, Patience);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new UsageException("Invalid regular expression", 2);
        }
    }

    private static string Translate(string pattern, bool extended, out bool backReferences)
    {
        backReferences = false;
        var result = new StringBuilder();
        for (var index = 0; index < pattern.Length; index++)
        {
            var letter = pattern[index];
            switch (letter)
            {
                case '\\' when index + 1 < pattern.Length:
                    backReferences |= Escape(pattern[++index], extended, result);
                    break;
                case '[':
                    index = Bracket(pattern, index, result);
                    break;
                case '*' when result.Length == 0 || (!extended && (EndsWithGroup(pattern, index) || (index == 1 && pattern[0] == '^'))):
                    result.Append("\\*");
                    break;
                case '^' when !extended && index > 0 && !EndsWithGroup(pattern, index):
                    result.Append("\\^");
                    break;
                case '$' when !extended && index + 1 < pattern.Length && !(pattern[index + 1] == '\\' && index + 2 < pattern.Length && pattern[index + 2] is ')' or '|'):
                    result.Append("\\$");
                    break;
                case '$':
                    result.Append("\\z");
                    break;
                case '+' or '?' or '(' or ')' or '{' or '}' or '|' when !extended:
                    result.Append('\\').Append(letter);
                    break;
                case '{' when !IsInterval(pattern, index):
                    result.Append("\\{");
                    break;
                default:
                    result.Append(letter is '#' or ' ' ? "\\" + letter : letter.ToString());
                    break;
            }
        }

        return result.ToString();
    }

    private static bool EndsWithGroup(string pattern, int index) => index >= 2 && pattern[index - 2] == '\\' && pattern[index - 1] is '(' or '|';

    private static bool IsInterval(string pattern, int index)
    {
        var end = pattern.IndexOf('}', index);
        return end > index + 1 && pattern.AsSpan(index + 1, end - index - 1).IndexOfAnyExcept(IntervalLetters) < 0;
    }

    // Returns whether it is a back reference.
    private static bool Escape(char letter, bool extended, StringBuilder result)
    {
        switch (letter)
        {
            case '(' or ')' or '{' or '}' or '|' or '+' or '?' when !extended:
                result.Append(letter);
                return false;
            case >= '1' and <= '9':
                result.Append('\\').Append(letter);
                return true;
            case 'n' or 't' or 'w' or 'W' or 's' or 'S' or 'b' or 'B':
                result.Append('\\').Append(letter);
                return false;
            case '<':
                result.Append("\\b(?=\\w)");
                return true;
            case '>':
                result.Append("\\b(?<=\\w)");
                return true;
            default:
                result.Append(letter is ']' or '}' ? "\\" + letter : Regex.Escape(letter.ToString()));
                return false;
        }
    }

    private static int Bracket(string pattern, int start, StringBuilder result)
    {
        var index = start + 1;
        result.Append('[');
        if (index < pattern.Length && pattern[index] == '^')
        {
            result.Append('^');
            index++;
        }

        var first = index;
        while (index < pattern.Length && (pattern[index] != ']' || index == first))
        {
            if (pattern[index] == '[' && index + 1 < pattern.Length && pattern[index + 1] == ':' && pattern.IndexOf(":]", index, StringComparison.Ordinal) is var close and > 0)
            {
                result.Append(Class(pattern[(index + 2)..close]));
                index = close + 2;
                continue;
            }

            var letter = pattern[index++];
            result.Append(letter is '\\' or '[' or ']' or '^' || (letter == '-' && (index - 1 == first || index >= pattern.Length || pattern[index] == ']')) ? "\\" + letter : letter.ToString());
        }

        if (index >= pattern.Length)
        {
            throw new UsageException("Unmatched [, [^, [:, [., or [=", 2);
        }

        result.Append(']');
        return index;
    }

    private static string Class(string name) => name switch
    {
        "alpha" => "a-zA-Z",
        "digit" => "0-9",
        "alnum" => "a-zA-Z0-9",
        "upper" => "A-Z",
        "lower" => "a-z",
        "space" => " \\t\\n\\r\\f\\v",
        "blank" => " \\t",
        "punct" => "!-/:-@\\[-`{-~",
        "xdigit" => "0-9a-fA-F",
        "print" => " -~",
        "graph" => "!-~",
        "cntrl" => "\\x00-\\x1f\\x7f",
        _ => throw new UsageException("Invalid character class name", 2),
    };
}
