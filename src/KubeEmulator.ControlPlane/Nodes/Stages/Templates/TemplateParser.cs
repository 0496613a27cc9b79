namespace KubeEmulator.Nodes.Stages.Templates;

/// <summary>Builds the tree of a template; Go's <c>text/template/parse/parse.go</c>. Names of functions and variables are checked here.</summary>
internal sealed class TemplateParser
{
    private readonly IReadOnlyList<TemplateToken> _tokens;
    private readonly TemplateExpressionParser _expressions;
    private readonly Dictionary<string, IReadOnlyList<TemplateNode>> _named = new(StringComparer.Ordinal);
    private int _at;
    private int _loops;

    private TemplateParser(IReadOnlyList<TemplateToken> tokens, Predicate<string> isFunction)
    {
        _tokens = tokens;
        _expressions = new TemplateExpressionParser(tokens, isFunction);
    }

    /// <param name="text">The template.</param>
    /// <param name="isFunction">Whether there is a function of a name.</param>
    /// <exception cref="TemplateException">The text is no template.</exception>
    public static Template Parse(string text, Predicate<string> isFunction)
    {
        var parser = new TemplateParser(new TemplateLexer(text).Read(), isFunction);
        var body = parser.Items(out var end);
        return end is null
            ? new Template(body, parser._named)
            : throw new TemplateException($"line {end.Value.Line}: {{{{{end.Value.Text}}}}} has no beginning");
    }

    // Up to an end or an else, which is left; null where the text ends.
    private List<TemplateNode> Items(out TemplateToken? end)
    {
        var items = new List<TemplateNode>();
        while (_at < _tokens.Count)
        {
            var token = _tokens[_at++];
            if (token.Kind == TemplateTokenKind.Text)
            {
                items.Add(new TemplateNode.Text(token.Text));
                continue;
            }

            // Always an opening: everything else inside an action is taken with it.
            var word = _tokens[_at];
            if (word is { Kind: TemplateTokenKind.Word, Text: "end" or "else" })
            {
                end = word;
                return items;
            }

            if (Item(word) is { } item)
            {
                items.Add(item);
            }
        }

        end = null;
        return items;
    }

    private TemplateNode? Item(TemplateToken word)
    {
        if (word.Kind == TemplateTokenKind.Word)
        {
            switch (word.Text)
            {
                case "if" or "with" or "range":
                    _at++;
                    return Block(word.Text, word.Line);
                case "break" or "continue":
                    _at++;
                    Close();
                    return _loops == 0 ? throw Fault(word, $"{{{{{word.Text}}}}} stands outside of a range")
                        : word.Text == "break" ? new TemplateNode.Break() : new TemplateNode.Continue();
                case "define":
                    _at++;
                    Define(word);
                    return null;
                case "template" or "block":
                    _at++;
                    return Invoke(word);
                default:
                    break;
            }
        }

        var pipeline = Pipeline();
        Close();
        return new TemplateNode.Action(pipeline);
    }

    private TemplateNode Block(string word, int line)
    {
        var mark = _expressions.Variables.Count;
        var subject = Pipeline(ofRange: word == "range");
        Close();
        _loops += word == "range" ? 1 : 0;
        var body = Items(out var end);
        _loops -= word == "range" ? 1 : 0;
        IReadOnlyList<TemplateNode> otherwise = [];
        _expressions.Forget(word == "range" ? mark : Math.Min(mark + subject.Variables.Count, _expressions.Variables.Count));
        if (end is { Text: "else" })
        {
            _at++;
            if (_tokens[_at] is { Kind: TemplateTokenKind.Word, Text: "if" or "with" } chained)
            {
                // {{else if}} is one block within the other, and one {{end}} closes both.
                _at++;
                otherwise = [Block(chained.Text, chained.Line)];
                _expressions.Forget(mark);
                return Make(word, subject, body, otherwise);
            }

            Close();
            otherwise = Items(out end);
        }

        if (end is not { Text: "end" })
        {
            throw new TemplateException($"line {line}: {{{{{word}}}}} is not closed: {{{{end}}}} is missing");
        }

        _at++;
        Close();
        _expressions.Forget(mark);
        return Make(word, subject, body, otherwise);
    }

    private static TemplateNode Make(string word, TemplateExpression.Pipeline subject, IReadOnlyList<TemplateNode> body, IReadOnlyList<TemplateNode> otherwise) => word switch
    {
        "if" => new TemplateNode.If(subject, body, otherwise),
        "with" => new TemplateNode.With(subject, body, otherwise),
        _ => new TemplateNode.Range(subject, body, otherwise),
    };

    private string Define(TemplateToken word)
    {
        var name = Name(word);
        Close();
        Body(word, name);
        return name;
    }

    private TemplateNode.Invocation Invoke(TemplateToken word)
    {
        var name = Name(word);
        var subject = _tokens[_at].Kind == TemplateTokenKind.Close ? null : Pipeline();
        Close();
        if (word.Text == "block")
        {
            Body(word, name);
        }

        return new TemplateNode.Invocation(name, subject, word.Line);
    }

    private void Body(TemplateToken word, string name)
    {
        var known = _expressions.Enter();
        _named[name] = Items(out var end);
        _expressions.Leave(known);
        if (end is not { Text: "end" })
        {
            throw Fault(word, $"{{{{{word.Text}}}}} is not closed: {{{{end}}}} is missing");
        }

        _at++;
        Close();
    }

    private string Name(TemplateToken word)
    {
        var name = _tokens[_at++];
        return name.Kind == TemplateTokenKind.String ? name.Text : throw Fault(word, $"{{{{{word.Text}}}}} needs a name in quotes");
    }

    private TemplateExpression.Pipeline Pipeline(bool ofRange = false) => _expressions.Pipeline(ref _at, ofRange);

    private void Close()
    {
        if (_tokens[_at].Kind != TemplateTokenKind.Close)
        {
            throw Fault(_tokens[_at], $"\"{_tokens[_at].Text}\" stands where the action should end");
        }

        _at++;
    }

    private static TemplateException Fault(TemplateToken token, string message) => new($"line {token.Line}: {message}");
}
