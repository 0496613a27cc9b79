using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KubeEmulator.Nodes.Containers.Commands.Text.Sed;

/// <summary>Reads a script of sed.</summary>
internal sealed class SedParser(string script, bool extended)
{
    private readonly List<SedStep> steps = [];
    private readonly Stack<SedStep> open = new();
    private Regex? last;
    private int position;

    private char Current => position < script.Length ? script[position] : '\0';

    /// <exception cref="UsageException">The text is no script.</exception>
    public IReadOnlyList<SedStep> Parse()
    {
        while (true)
        {
            Skip(" \t\n;");
            if (position >= script.Length)
            {
                break;
            }

            if (Current == '#')
            {
                Line();
                continue;
            }

            ParseStep();
        }

        if (open.Count > 0)
        {
            throw Error("unmatched `{'");
        }

        foreach (var step in steps.Where(step => step.Letter is 'b' or 't' or 'T'))
        {
            step.Target = step.Text.Length == 0 ? steps.Count : steps.FindIndex(other => other.Letter == ':' && other.Text == step.Text);
            if (step.Target < 0)
            {
                throw new UsageException($"-e expression #1, char {script.Length}: can't find label for jump to `{step.Text}'");
            }
        }

        return steps;
    }

    private void ParseStep()
    {
        var step = new SedStep { From = Address() };
        if (step.From is not null)
        {
            Skip(" \t");
            if (Current == ',')
            {
                position++;
                Skip(" \t");
                step.To = Address() ?? throw Error("unexpected `,'");
            }
        }

        Skip(" \t");
        while (Current == '!')
        {
            step.Negated = true;
            position++;
            Skip(" \t");
        }

        if (position >= script.Length)
        {
            throw Error("missing command");
        }

        step.Letter = script[position++];
        steps.Add(step);
        Body(step);
    }

    private void Body(SedStep step)
    {
        switch (step.Letter)
        {
            case '{':
                open.Push(step);
                return;
            case '}':
                (open.TryPop(out var start) ? start : throw Error("unexpected `}'")).Target = steps.Count;
                break;
            case 's':
                Substitution(step);
                break;
            case 'y':
                var delimiter = script[position++];
                step.Text = Unescape(Section(delimiter, "y"));
                step.Replacement = Unescape(Section(delimiter, "y"));
                if (step.Text.Length != step.Replacement.Length)
                {
                    throw Error("strings for `y' command are different lengths");
                }

                break;
            case 'a' or 'i' or 'c':
                step.Text = InsertedText();
                return;
            case ':' or 'b' or 't' or 'T':
                Skip(" \t");
                step.Text = Until(step.Letter == ':' ? "\n;" : "\n;}").Trim();
                return;
            case 'r' or 'w':
                Skip(" \t");
                step.Text = Line().Trim();
                return;
            case 'q' or 'Q' or 'l':
                Skip(" \t");
                step.Text = Digits();
                break;
            case '=' or 'd' or 'D' or 'g' or 'G' or 'h' or 'H' or 'n' or 'N' or 'p' or 'P' or 'x' or 'z':
                break;
            default:
                throw Error($"unknown command: `{step.Letter}'");
        }

        Skip(" \t");
        if (position < script.Length && Current is not (';' or '\n' or '}' or '#'))
        {
            position++;
            throw Error("extra characters after command");
        }
    }

    private SedAddress? Address()
    {
        if (Current == '$')
        {
            position++;
            return new SedAddress(-1, 0, null, false);
        }

        var relative = Current == '+';
        position += relative ? 1 : 0;
        if (char.IsAsciiDigit(Current))
        {
            var number = long.Parse(Digits(), CultureInfo.InvariantCulture);
            if (Current != '~')
            {
                return new SedAddress(number, 0, null, relative);
            }

            position++;
            return new SedAddress(number, long.TryParse(Digits(), NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : 0, null, false);
        }

        if (Current is not ('/' or '\\'))
        {
            return null;
        }

        position += Current == '\\' ? 1 : 0;
        var delimiter = script[position++];
        var text = Section(delimiter, null);
        var ignoreCase = Current == 'I';
        position += ignoreCase ? 1 : 0;
        return new SedAddress(0, 0, Regular(text, ignoreCase), false);
    }

    private void Substitution(SedStep step)
    {
        if (position >= script.Length)
        {
            throw Error("unterminated `s' command");
        }

        var delimiter = script[position++];
        var pattern = Section(delimiter, "s");
        step.Replacement = Section(delimiter, "s");
        var flags = new StringBuilder();
        while (char.IsAsciiDigit(Current) || Current is 'g' or 'p' or 'i' or 'I' or 'm' or 'M' or 'e')
        {
            flags.Append(Current);
            position++;
        }

        if (Current == 'w')
        {
            position++;
            step.Text = Line().Trim();
        }

        step.Flags = flags.ToString();
        step.Pattern = Regular(pattern, step.Flags.AsSpan().ContainsAny('i', 'I'));
    }

    // An empty pattern is the one before.
    private Regex Regular(string text, bool ignoreCase) =>
        last = text.Length == 0 && last is not null ? last : PosixRegex.Create(text.Replace("\\n", "\n", StringComparison.Ordinal), extended, ignoreCase);

    private string Section(char delimiter, string? command)
    {
        var text = new StringBuilder();
        var (inBracket, patternSection) = (false, command is null);
        for (; position < script.Length; position++)
        {
            var letter = script[position];
            if (letter == '\\' && position + 1 < script.Length)
            {
                var next = script[++position];
                text.Append(next == delimiter ? "" : "\\").Append(next);
            }
            else if (letter == delimiter && !inBracket)
            {
                position++;
                return text.ToString();
            }
            else
            {
                inBracket = letter == '[' ? script.IndexOf(']', position + 1) > 0 && patternSection : inBracket && letter != ']';
                text.Append(letter);
            }
        }

        throw Error(command is null ? "unterminated address regex" : $"unterminated `{command}' command");
    }

    private string InsertedText()
    {
        Skip(" \t");
        if (Current == '\\')
        {
            position++;
            Skip(" \t");
            position += Current == '\n' ? 1 : 0;
        }

        var text = new StringBuilder();
        for (; position < script.Length && Current != '\n'; position++)
        {
            if (Current == '\\' && position + 1 < script.Length)
            {
                position++;
            }

            text.Append(Current);
        }

        return text.ToString();
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder();
        TextEscapes.Unescape(text, result, TextEscapes.Style.Printf);
        return result.ToString();
    }

    private string Digits()
    {
        var start = position;
        while (char.IsAsciiDigit(Current))
        {
            position++;
        }

        return script[start..position];
    }

    private string Until(string ends)
    {
        var start = position;
        while (position < script.Length && !ends.Contains(Current, StringComparison.Ordinal))
        {
            position++;
        }

        return script[start..position];
    }

    private string Line() => Until("\n");

    private void Skip(string letters)
    {
        while (position < script.Length && letters.Contains(Current, StringComparison.Ordinal))
        {
            position++;
        }
    }

    private UsageException Error(string message) => new($"-e expression #1, char {position}: {message}");
}
