using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>The expressions of test, by POSIX' rules for up to four words and by precedence beyond.</summary>
internal sealed class TestExpression(CommandRun run, IReadOnlyList<string> words)
{
    private const int MaxDepth = 200;
    private const string UnaryLetters = "bcdefghkLnOGprsStuwxz";

    private static readonly HashSet<string> Binary = ["=", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"];

    private int position;
    private int depth;

    private string? Current => position < words.Count ? words[position] : null;

    /// <exception cref="UsageException">The words are no expression.</exception>
    public bool Evaluate()
    {
        switch (words.Count)
        {
            case 0:
                return false;
            case 1:
                return words[0].Length > 0;
            case 3 when Binary.Contains(words[1]):
                return Compare(words[0], words[1], words[2]);
            case 4 when words[0] == "!" && Binary.Contains(words[2]):
                return !Compare(words[1], words[2], words[3]);
        }

        var value = Or();
        return Current is null ? value : throw Error($"{words[position - 1]}: unexpected operator");
    }

    private static UsageException Error(string message) => new(message, 2);

    private static bool IsUnary(string word) => word.Length == 2 && word[0] == '-' && UnaryLetters.Contains(word[1], StringComparison.Ordinal);

    private bool Or()
    {
        var value = And();
        while (Current == "-o")
        {
            position++;
            value |= And();
        }

        return value;
    }

    private bool And()
    {
        var value = Not();
        while (Current == "-a")
        {
            position++;
            value &= Not();
        }

        return value;
    }

    private bool Not()
    {
        if (++depth > MaxDepth)
        {
            throw Error("too many words");
        }

        var negated = Current == "!" && position + 1 < words.Count;
        position += negated ? 1 : 0;
        var value = negated ? !Not() : Primary();
        depth--;
        return value;
    }

    private bool Primary()
    {
        var word = Current ?? throw Error("argument expected");
        if (position + 1 < words.Count && Binary.Contains(words[position + 1]))
        {
            if (position + 2 >= words.Count)
            {
                throw Error($"{words[position + 1]}: argument expected");
            }

            position += 3;
            return Compare(word, words[position - 2], words[position - 1]);
        }

        if (word == "(" && position + 1 < words.Count)
        {
            position++;
            var inner = Or();
            return Current == ")" ? position++ >= 0 && inner : throw Error("closing paren expected");
        }

        if (IsUnary(word) && position + 1 < words.Count)
        {
            position += 2;
            return Unary(word[1], words[position - 1]);
        }

        position++;
        return word.Length > 0;
    }

    private bool Compare(string left, string operation, string right) => operation switch
    {
        "=" => left == right,
        "!=" => left != right,
        "<" => string.CompareOrdinal(left, right) < 0,
        ">" => string.CompareOrdinal(left, right) > 0,
        "-eq" => Number(left) == Number(right),
        "-ne" => Number(left) != Number(right),
        "-lt" => Number(left) < Number(right),
        "-le" => Number(left) <= Number(right),
        "-gt" => Number(left) > Number(right),
        "-ge" => Number(left) >= Number(right),
        "-nt" => Status(left) is { } newer && (Status(right) is not { } other || newer.Modified > other.Modified),
        "-ot" => Status(right) is { } later && (Status(left) is not { } earlier || earlier.Modified < later.Modified),
        _ => Status(left)?.Number is { } number && number == Status(right)?.Number,
    };

    private bool Unary(char letter, string word)
    {
        switch (letter)
        {
            case 'n':
                return word.Length > 0;
            case 'z':
                return word.Length == 0;
            case 't':
                return run.Process.Descriptors[(int)Number(word)]?.IsTerminal ?? false;
            case 'h' or 'L':
                return run.Files.Status(run.Path(word), followLast: false) is { IsLink: true };
            case 'r' or 'w' or 'x':
                return run.Files.MayAccess(run.Path(word), letter == 'r' ? 4 : letter == 'w' ? 2 : 1);
        }

        return Status(word) is { } status && letter switch
        {
            'e' => true,
            'f' => status.IsFile,
            'd' => status.IsDirectory,
            'c' => status.Type == 'c',
            's' => status.Size > 0,
            'u' => (status.Mode & 0x800) != 0,
            'g' => (status.Mode & 0x400) != 0,
            'k' => (status.Mode & 0x200) != 0,
            'O' => status.UserId == run.Files.UserId,
            'G' => status.GroupId == run.Files.GroupId,
            _ => false,
        };
    }

    private FileStatus? Status(string word) => run.Files.Status(run.Path(word));

    private static long Number(string text) =>
        long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Error($"Illegal number: {text}");
}
