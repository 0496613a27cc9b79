namespace KubeEmulator.Nodes.Containers.Shell.Syntax;

/// <summary>Builds commands from tokens, by the grammar of POSIX' Shell Command Language 2.10. A script is read one complete command at a time, since each may run before the next is looked at.</summary>
internal sealed partial class ShellParser(ShellLexer lexer)
{
    private const int MaxDepth = 200;

    private static readonly HashSet<string> Reserved = ["!", "{", "}", "case", "do", "done", "elif", "else", "esac", "fi", "for", "if", "in", "then", "until", "while"];

    private ShellToken? peeked;
    private int depth;

    private ShellToken Peek => peeked ??= lexer.Next();

    public static bool IsReserved(string word) => Reserved.Contains(word);

    /// <summary>The next complete command with all that is on its line; null at the end. The empty lines before it are skipped.</summary>
    public ShellNode? ParseNext()
    {
        SkipNewlines();
        if (Peek.IsEnd)
        {
            return null;
        }

        var items = new List<ShellNode>();
        var line = Peek.Line;
        while (true)
        {
            items.Add(ParseItem(out var ended));
            if (Peek.IsNewline)
            {
                Take();
                return Sequence(items, line);
            }

            if (Peek.IsEnd)
            {
                return Sequence(items, line);
            }

            if (!ended)
            {
                throw Unexpected();
            }
        }
    }

    /// <summary>The whole script as one command; null where it is empty.</summary>
    public ShellNode? ParseAll()
    {
        var items = new List<ShellNode>();
        while (ParseNext() is { } next)
        {
            items.Add(next);
        }

        return items.Count == 0 ? null : Sequence(items, items[0].Line);
    }

    /// <summary>The commands up to a closing bracket, which is consumed; null where there are none.</summary>
    public ShellNode? ParseUntilBracket()
    {
        SkipNewlines();
        var body = Peek.Is(")") ? null : ParseList();
        Expect(")");
        return body;
    }

    private static ShellNode Sequence(List<ShellNode> items, int line) => items.Count == 1 ? items[0] : new ShellNode.Sequence(items, line);

    private ShellToken Take()
    {
        var token = Peek;
        peeked = null;
        return token;
    }

    private bool TryTake(string text)
    {
        if (!Peek.Is(text))
        {
            return false;
        }

        Take();
        return true;
    }

    private void Expect(string text)
    {
        if (!TryTake(text))
        {
            throw Unexpected(text);
        }
    }

    private void SkipNewlines()
    {
        while (Peek.IsNewline)
        {
            Take();
        }
    }

    private ShellSyntaxException Unexpected(string? expected = null) =>
        new(lexer.Line - (Peek.IsNewline ? 1 : 0), $"{Peek.Describe()} unexpected" + (expected is null ? "" : $" (expecting \"{expected}\")"));

    // A list inside of a compound command: it ends at a word or operator that cannot start a command.
    private ShellNode ParseList()
    {
        if (++depth > MaxDepth)
        {
            throw new ShellSyntaxException(lexer.Line, "nested too deep");
        }

        SkipNewlines();
        var items = new List<ShellNode>();
        var line = Peek.Line;
        if (Peek.IsEnd)
        {
            // The word that is missing says more than the command that is.
            return Sequence(items, line);
        }

        do
        {
            items.Add(ParseItem(out var ended));
            ended |= Peek.IsNewline;
            SkipNewlines();
            if (!ended)
            {
                break;
            }
        }
        while (!EndsList());
        depth--;
        return Sequence(items, line);
    }

    private bool EndsList() => Peek.IsEnd || Peek.Is(")") || Peek.Is(";;") || Peek.Word?.Plain is "then" or "else" or "elif" or "fi" or "do" or "done" or "esac" or "}";

    private ShellNode ParseItem(out bool ended)
    {
        var item = ParseAndOr();
        ended = false;
        if (Peek.Is("&"))
        {
            Take();
            ended = true;
            return new ShellNode.Background(item, item.Line);
        }

        ended = TryTake(";");
        return item;
    }

    private ShellNode ParseAndOr()
    {
        var left = ParsePipeline();
        while (Peek.Operator is "&&" or "||")
        {
            var isAnd = Take().Operator == "&&";
            SkipNewlines();
            var right = ParsePipeline();
            left = isAnd ? new ShellNode.And(left, right, left.Line) : new ShellNode.Or(left, right, left.Line);
        }

        return left;
    }

    private ShellNode ParsePipeline()
    {
        if (Peek.Word?.Plain == "!")
        {
            var line = Take().Line;
            return new ShellNode.Not(ParsePipeline(), line);
        }

        var first = ParseCommand();
        if (!Peek.Is("|"))
        {
            return first;
        }

        var stages = new List<ShellNode> { first };
        while (TryTake("|"))
        {
            SkipNewlines();
            stages.Add(ParseCommand());
        }

        return new ShellNode.Pipeline(stages, first.Line);
    }
}
