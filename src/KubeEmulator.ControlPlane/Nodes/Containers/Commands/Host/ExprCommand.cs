using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Host;

/// <summary>expr.</summary>
internal static class ExprCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        if (run.Arguments.Count == 0)
        {
            return await run.UsageAsync("missing operand", 2);
        }

        var parser = new Parser(run.Arguments);
        var value = parser.Whole();
        await run.Output.WriteLineAsync(value);
        return value.Length == 0 || (CommandNumbers.Parse(value) == 0) ? 1 : 0;
    }

    private sealed class Parser(IReadOnlyList<string> words)
    {
        private static readonly string[][] Levels = [["|"], ["&"], ["<", "<=", "=", "==", "!=", ">=", ">"], ["+", "-"], ["*", "/", "%"], [":"]];

        private int position;

        private string? Current => position < words.Count ? words[position] : null;

        public string Whole()
        {
            var value = Level(0);
            return Current is { } left ? throw new UsageException($"syntax error: unexpected argument '{left}'", 2) : value;
        }

        private string Level(int level)
        {
            if (level == Levels.Length)
            {
                return Primary();
            }

            var left = Level(level + 1);
            while (Current is { } operation && Levels[level].Contains(operation))
            {
                position++;
                left = Apply(operation, left, Level(level + 1));
            }

            return left;
        }

        private string Primary()
        {
            var word = Current ?? throw new UsageException($"syntax error: missing argument after '{words[^1]}'", 2);
            position++;
            switch (word)
            {
                case "(":
                    var inner = Level(0);
                    return Current == ")" && position++ > 0 ? inner : throw new UsageException("syntax error: expecting ')'", 2);
                case "length" when Current is not null:
                    return Primary().Length.ToString(CultureInfo.InvariantCulture);
                case "substr" when position + 2 < words.Count:
                    var text = Primary();
                    var start = (int)Math.Clamp(CommandNumbers.Parse(Primary()) ?? 0, 0, int.MaxValue);
                    var length = (int)Math.Clamp(CommandNumbers.Parse(Primary()) ?? 0, 0, int.MaxValue);
                    return start == 0 || start > text.Length ? "" : text[(start - 1)..Math.Min(text.Length, start - 1 + Math.Min(length, text.Length))];
                case "index" when position + 1 < words.Count:
                    return (Primary().IndexOfAny(Primary().ToCharArray()) + 1).ToString(CultureInfo.InvariantCulture);
                case "match" when position + 1 < words.Count:
                    return Match(Primary(), Primary());
                default:
                    return word;
            }
        }

        private static string Apply(string operation, string left, string right)
        {
            switch (operation)
            {
                case "|":
                    return IsNull(left) ? IsNull(right) ? "0" : right : left;
                case "&":
                    return IsNull(left) || IsNull(right) ? "0" : left;
                case ":":
                    return Match(left, right);
            }

            var (a, b) = (CommandNumbers.Parse(left), CommandNumbers.Parse(right));
            if (operation is "+" or "-" or "*" or "/" or "%")
            {
                return Calculate(operation, a ?? throw new UsageException("non-integer argument", 2), b ?? throw new UsageException("non-integer argument", 2));
            }

            var order = a is not null && b is not null ? a.Value.CompareTo(b.Value) : string.CompareOrdinal(left, right);
            var holds = operation switch { "<" => order < 0, "<=" => order <= 0, "=" or "==" => order == 0, "!=" => order != 0, ">=" => order >= 0, _ => order > 0 };
            return holds ? "1" : "0";
        }

        private static string Calculate(string operation, long left, long right)
        {
            if (operation is "/" or "%" && right == 0)
            {
                throw new UsageException("division by zero", 2);
            }

            var value = operation switch
            {
                "+" => unchecked(left + right),
                "-" => unchecked(left - right),
                "*" => unchecked(left * right),
                "/" => right == -1 ? unchecked(-left) : left / right,
                _ => right == -1 ? 0 : left % right,
            };
            return value.ToString(CultureInfo.InvariantCulture);
        }

        private static string Match(string text, string pattern)
        {
            var match = Text.PosixRegex.Create("^" + pattern.TrimStart('^'), extended: false).Match(text);
            return match.Groups.Count > 1 ? match.Groups[1].Value : (match.Success ? match.Length : 0).ToString(CultureInfo.InvariantCulture);
        }

        private static bool IsNull(string text) => text.Length == 0 || CommandNumbers.Parse(text) == 0;
    }
}
