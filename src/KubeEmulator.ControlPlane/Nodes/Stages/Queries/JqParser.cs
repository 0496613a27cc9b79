using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Queries;

/// <summary>Builds a query's filters, from the operators that bind least to those that bind most: <c>|</c> <c>,</c> <c>//</c> <c>or</c> <c>and</c> comparisons <c>+</c> <c>*</c>.</summary>
internal sealed class JqParser(string text)
{
    private const int MostDepth = 100;
    private static readonly HashSet<string> Refused = new(["def", "as", "reduce", "foreach", "try", "catch", "label", "import", "include", "limit", "until", "while", "recurse", "input", "env", "now", "paths", "path", "getpath", "setpath", "delpaths", "del"], StringComparer.Ordinal);
    private readonly IReadOnlyList<JqToken> _tokens = new JqLexer(text).Read();
    private int _at;
    private int _depth;

    private JqToken Next => _tokens[_at];

    /// <exception cref="JqException">The text is no query.</exception>
    public JqFilter Parse()
    {
        var filter = Pipe();
        return Next.Kind == JqTokenKind.End ? filter : throw Fault(Next);
    }

    private JqFilter Pipe()
    {
        if (++_depth > MostDepth)
        {
            throw new JqException($"position {Next.Position}: the query is nested too deep");
        }

        var filter = Comma();
        while (Accept("|"))
        {
            var (left, right) = (filter, Comma());
            filter = input => left(input).SelectMany(v => right(v));
        }

        _depth--;
        return filter;
    }

    private JqFilter Comma()
    {
        var filter = Alternative();
        while (Accept(","))
        {
            var (left, right) = (filter, Alternative());
            filter = input => left(input).Concat(right(input));
        }

        return filter;
    }

    private JqFilter Alternative()
    {
        var left = Or();
        if (!Accept("//"))
        {
            return left;
        }

        var right = Alternative();
        return input => JqOperators.Alternative(left, right, input);
    }

    private JqFilter Or()
    {
        var filter = And();
        while (AcceptWord("or"))
        {
            var (left, right) = (filter, And());
            filter = input => left(input).SelectMany(l => JqOperators.IsTrue(l) ? [true] : right(input).Select(r => (Value)JqOperators.IsTrue(r)));
        }

        return filter;
    }

    private JqFilter And()
    {
        var filter = Comparison();
        while (AcceptWord("and"))
        {
            var (left, right) = (filter, Comparison());
            filter = input => left(input).SelectMany(l => !JqOperators.IsTrue(l) ? [false] : right(input).Select(r => (Value)JqOperators.IsTrue(r)));
        }

        return filter;
    }

    private JqFilter Comparison()
    {
        var left = Binary(() => Binary(Postfix, "*", "/", "%"), "+", "-");
        if (Next.Kind != JqTokenKind.Mark || Next.Text is not ("==" or "!=" or "<" or "<=" or ">" or ">="))
        {
            return left;
        }

        var mark = _tokens[_at++].Text;
        var right = Binary(() => Binary(Postfix, "*", "/", "%"), "+", "-");
        return Each(left, right, (l, r) => JqOperators.Holds(mark, l, r));
    }

    private JqFilter Binary(Func<JqFilter> operand, params string[] marks)
    {
        var filter = operand();
        while (Next.Kind == JqTokenKind.Mark && marks.Contains(Next.Text))
        {
            var mark = _tokens[_at++].Text;
            var (left, right) = (filter, operand());
            filter = Each(left, right, (l, r) => JqOperators.Calculate(mark, l, r));
        }

        return filter;
    }

    // jq goes through the right side first.
    private static JqFilter Each(JqFilter left, JqFilter right, Func<Value, Value, Value> combine) =>
        input => right(input).SelectMany(r => left(input).Select(l => combine(l, r)));

    private JqFilter Postfix()
    {
        var filter = Term();
        while (true)
        {
            var inner = filter;
            if (Next is { Kind: JqTokenKind.Field, Text: var name })
            {
                _at++;
                filter = input => inner(input).Select(v => JqOperators.Member(v, name));
            }
            else if (Next.Is("[") || (Next.Is(".") && (_tokens[_at + 1].Is("[") || _tokens[_at + 1].Kind == JqTokenKind.String)))
            {
                filter = Suffix(inner);
            }
            else if (Accept("?"))
            {
                filter = input => JqOperators.UntilFault(inner, input);
            }
            else
            {
                return filter;
            }
        }
    }

    // [..] or ."name" behind a term; a dot may stand before the bracket.
    private JqFilter Suffix(JqFilter inner)
    {
        Accept(".");
        if (Next.Kind == JqTokenKind.String)
        {
            var name = _tokens[_at++].Text;
            return input => inner(input).Select(v => JqOperators.Member(v, name));
        }

        Expect("[");
        if (Accept("]"))
        {
            return input => inner(input).SelectMany(JqOperators.Items);
        }

        var from = Next.Is(":") ? null : Pipe();
        if (Accept(":"))
        {
            var to = Next.Is("]") ? null : Pipe();
            Expect("]");
            return input => inner(input).SelectMany(v => Bound(from, input).SelectMany(f => Bound(to, input).Select(t => JqOperators.Slice(v, f, t))));
        }

        Expect("]");
        return input => inner(input).SelectMany(v => from!(input).Select(key => JqOperators.Index(v, key)));
    }

    private static IEnumerable<Value> Bound(JqFilter? filter, Value input) => filter is null ? [Value.Null] : filter(input);

    private JqFilter Term()
    {
        var token = _tokens[_at++];
        switch (token.Kind)
        {
            case JqTokenKind.Field:
                return input => [JqOperators.Member(input, token.Text)];
            case JqTokenKind.String:
                return input => [token.Text];
            case JqTokenKind.Number:
                var number = Number(token, "");
                return input => [number];
            case JqTokenKind.Word:
                return Word(token);
            case JqTokenKind.Mark when token.Text == "." && Next.Kind == JqTokenKind.String:
                var name = _tokens[_at++].Text;
                return input => [JqOperators.Member(input, name)];
            case JqTokenKind.Mark when token.Text == ".":
                return input => [input];
            case JqTokenKind.Mark when token.Text == "..":
                return JqOperators.Descend;
            case JqTokenKind.Mark when token.Text == "(":
                var inner = Pipe();
                Expect(")");
                return inner;
            case JqTokenKind.Mark when token.Text == "[":
                return Array();
            case JqTokenKind.Mark when token.Text == "-":
                var negated = Postfix();
                return input => negated(input).Select(v => JqOperators.Calculate("-", 0, v));
            default:
                throw Fault(token);
        }
    }

    private JqFilter Array()
    {
        if (Accept("]"))
        {
            return _ => [ListValue.Empty];
        }

        var items = Pipe();
        Expect("]");
        return input => [ListValue.From(items(input))];
    }

    private JqFilter Word(JqToken token)
    {
        switch (token.Text)
        {
            case "true" or "false":
                return _ => [token.Text == "true"];
            case "null":
                return _ => [Value.Null];
            case "if":
                return If(token);
            default:
                break;
        }

        var arguments = new List<JqFilter>();
        if (Accept("("))
        {
            // Arguments are parted by semicolons, which no function offered here needs: each takes one.
            arguments.Add(Pipe());
            Expect(")");
        }

        return JqFunctions.Find(token.Text, arguments)
            ?? throw new JqException(Refused.Contains(token.Text)
                ? $"position {token.Position}: \"{token.Text}\" is not of the part of jq that is offered; CEL may say it: matchExpressions: [{{cel: {{expression: ...}}}}]"
                : $"position {token.Position}: there is no function \"{token.Text}\" with {arguments.Count} arguments here; there are {JqFunctions.Names}");
    }

    private JqFilter If(JqToken token)
    {
        var condition = Pipe();
        if (!AcceptWord("then"))
        {
            throw new JqException($"position {token.Position}: if without then");
        }

        var then = Pipe();
        JqFilter otherwise = input => [input];
        if (AcceptWord("elif"))
        {
            otherwise = If(token);
        }
        else
        {
            otherwise = AcceptWord("else") ? Pipe() : otherwise;
            if (!AcceptWord("end"))
            {
                throw new JqException($"position {token.Position}: if without end");
            }
        }

        return input => condition(input).SelectMany(c => JqOperators.IsTrue(c) ? then(input) : otherwise(input));
    }

    private static Value Number(JqToken token, string sign)
    {
        try
        {
            return NumberValue.FromDigits(sign + token.Text);
        }
        catch (ValueFormatException)
        {
            throw Fault(token);
        }
    }

    private bool Accept(string mark)
    {
        if (!Next.Is(mark))
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool AcceptWord(string word)
    {
        if (!Next.IsWord(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(string mark)
    {
        if (!Accept(mark))
        {
            throw new JqException($"position {Next.Position}: {(Next.Kind == JqTokenKind.End ? "the query ends" : $"\"{Next.Text}\" stands")} where \"{mark}\" should be");
        }
    }

    private static JqException Fault(JqToken token) => new(token.Kind == JqTokenKind.End
        ? $"position {token.Position}: the query ends where a value should be"
        : $"position {token.Position}: \"{token.Text}\" is not understood here");
}
