namespace KubeEmulator.Nodes.Containers.Shell.Syntax;

/// <content>Single commands: simple and compound.</content>
internal sealed partial class ShellParser
{
    private ShellNode ParseCommand()
    {
        var compound = ParseCompound();
        if (compound is null)
        {
            return ParseSimple();
        }

        var redirections = new List<Redirection>();
        while (Peek.IsRedirection)
        {
            redirections.Add(ParseRedirection());
        }

        return redirections.Count == 0 ? compound : new ShellNode.Redirected(compound, redirections, compound.Line);
    }

    private ShellNode? ParseCompound()
    {
        var line = Peek.Line;
        switch (Peek.Operator ?? Peek.Word?.Plain)
        {
            case "(":
                Take();
                var inner = ParseList();
                Expect(")");
                return new ShellNode.Subshell(inner, line);
            case "{":
                Take();
                var body = ParseList();
                Expect("}");
                return body;
            case "if":
                Take();
                return ParseIf(line);
            case "while" or "until":
                return ParseWhile(Take().Word!.Plain == "until", line);
            case "for":
                Take();
                return ParseFor(line);
            case "case":
                Take();
                return ParseCase(line);
            default:
                return null;
        }
    }

    private ShellNode.If ParseIf(int line)
    {
        var condition = ParseList();
        Expect("then");
        var then = ParseList();
        if (Peek.Is("elif"))
        {
            var at = Take().Line;
            return new ShellNode.If(condition, then, ParseIf(at), line);
        }

        var otherwise = TryTake("else") ? ParseList() : null;
        Expect("fi");
        return new ShellNode.If(condition, then, otherwise, line);
    }

    private ShellNode.While ParseWhile(bool until, int line)
    {
        var condition = ParseList();
        return new ShellNode.While(condition, ParseBody(), until, line);
    }

    private ShellNode ParseBody()
    {
        Expect("do");
        var body = ParseList();
        Expect("done");
        return body;
    }

    private ShellNode.For ParseFor(int line)
    {
        if (Peek.Word?.Plain is not { } name || !IsName(name))
        {
            throw new ShellSyntaxException(lexer.Line, "Bad for loop variable");
        }

        Take();
        SkipNewlines();
        List<Word>? words = null;
        if (TryTake("in"))
        {
            words = [];
            while (Peek.Word is { } word)
            {
                words.Add(word);
                Take();
            }

            if (!Peek.IsNewline && !Peek.Is(";"))
            {
                throw Unexpected();
            }

            Take();
        }
        else
        {
            TryTake(";");
        }

        SkipNewlines();
        return new ShellNode.For(name, words, ParseBody(), line);
    }

    private ShellNode.Case ParseCase(int line)
    {
        var subject = Peek.Word ?? throw Unexpected();
        Take();
        SkipNewlines();
        Expect("in");
        SkipNewlines();
        var arms = new List<(IReadOnlyList<Word>, ShellNode?)>();
        while (!Peek.Is("esac"))
        {
            arms.Add(ParseArm());
            SkipNewlines();
        }

        Take();
        return new ShellNode.Case(subject, arms, line);
    }

    private (IReadOnlyList<Word> Patterns, ShellNode? Body) ParseArm()
    {
        TryTake("(");
        var patterns = new List<Word>();
        do
        {
            patterns.Add(Peek.Word ?? throw Unexpected());
            Take();
        }
        while (TryTake("|"));
        Expect(")");
        SkipNewlines();
        var body = Peek.Is(";;") || Peek.Is("esac") ? null : ParseList();
        SkipNewlines();
        if (!TryTake(";;") && !Peek.Is("esac"))
        {
            throw Unexpected(";;");
        }

        return (patterns, body);
    }

    private ShellNode ParseSimple()
    {
        var line = Peek.Line;
        var assignments = new List<(string, Word)>();
        var words = new List<Word>();
        var redirections = new List<Redirection>();
        while (true)
        {
            if (Peek.IsRedirection)
            {
                redirections.Add(ParseRedirection());
            }
            else if (Peek.Word is { } word)
            {
                if (words.Count == 0 && assignments.Count == 0 && redirections.Count == 0 && word.Plain is { } plain && IsReserved(plain))
                {
                    throw Unexpected();
                }

                Take();
                Add(word, words, assignments);
            }
            else if (Peek.Is("(") && words.Count == 1 && assignments.Count == 0 && redirections.Count == 0)
            {
                return ParseFunction(words[0], line);
            }
            else
            {
                return assignments.Count + words.Count + redirections.Count == 0 ? throw Unexpected() : new ShellNode.Simple(assignments, words, redirections, line);
            }
        }
    }

    private static void Add(Word word, List<Word> words, List<(string Name, Word Value)> assignments)
    {
        if (words.Count == 0 && Assignment.TryRead(word) is { } assignment)
        {
            assignments.Add(assignment);
        }
        else
        {
            words.Add(word);
        }
    }

    private ShellNode.Function ParseFunction(Word name, int line)
    {
        Take();
        Expect(")");
        if (name.Plain is not { } plain || !IsName(plain.Replace('-', '_').Replace('.', '_')))
        {
            throw new ShellSyntaxException(lexer.Line, "Bad function name");
        }

        SkipNewlines();
        return new ShellNode.Function(plain, ParseCommand(), line);
    }

    private Redirection ParseRedirection()
    {
        var token = Take();
        var operation = token.Operator!;
        var target = Peek.Word ?? throw Unexpected();
        var descriptor = token.Descriptor ?? (operation[0] == '<' ? 0 : 1);
        if (!operation.StartsWith("<<", StringComparison.Ordinal))
        {
            Take();
            return new Redirection(descriptor, operation, target);
        }

        // The text follows the line, which the lexer may reach with the very next token.
        var document = new Redirection(descriptor, "<<", Word.Empty);
        var delimiter = string.Concat(target.Parts.OfType<WordPart.Literal>().Select(part => part.Text));
        lexer.Expect(document, delimiter, target.Parts.Any(part => part.Quoted), operation == "<<-");
        Take();
        return document;
    }

    private static bool IsName(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
