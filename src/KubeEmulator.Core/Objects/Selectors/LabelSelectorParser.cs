namespace KubeEmulator.Objects;

/// <summary>
/// Text to requirements by recursive descent; the grammar, its leniencies (<c>x in (,a,)</c>) and its error texts are those of
/// apimachinery's <c>pkg/labels/selector.go</c>.
/// </summary>
internal sealed class LabelSelectorParser(string text)
{
    private readonly List<(LabelSelectorToken Token, string Text)> _tokens = LabelSelectorLexer.Scan(text);
    private int _at;
    private string _error = "";

    private (LabelSelectorToken Token, string Text) Current => _tokens[Math.Min(_at, _tokens.Count - 1)];

    /// <summary>The requirements in the order written; null where the text is malformed.</summary>
    public List<LabelRequirement>? Parse(out string error)
    {
        var requirements = new List<LabelRequirement>();
        while (true)
        {
            var (token, word) = Value();
            if (token == LabelSelectorToken.End)
            {
                error = "";
                return requirements;
            }

            if (!StartsRequirement(token))
            {
                error = $"found '{word}', expected: !, identifier, or 'end of string'";
                return null;
            }

            if (Requirement() is not { } requirement)
            {
                error = $"unable to parse requirement: {_error}";
                return null;
            }

            requirements.Add(requirement);
            (token, word) = Take();
            if (token is not (LabelSelectorToken.End or LabelSelectorToken.Comma))
            {
                error = $"found '{word}', expected: ',' or 'end of string'";
                return null;
            }

            if (token == LabelSelectorToken.Comma && !StartsRequirement(Value().Token))
            {
                error = $"found '{Value().Text}', expected: identifier after ','";
                return null;
            }
        }
    }

    private static bool StartsRequirement(LabelSelectorToken token) => token is LabelSelectorToken.Identifier or LabelSelectorToken.Not;

    private LabelRequirement? Requirement()
    {
        var (token, key) = Take();
        var not = token == LabelSelectorToken.Not;
        if (not)
        {
            (token, key) = Take();
        }

        if (token != LabelSelectorToken.Identifier)
        {
            return Fail($"found '{key}', expected: identifier");
        }

        if (NameRules.CheckQualifiedName(key) is { Count: > 0 } faults)
        {
            return Fail($"<nil>: Invalid value: {GoText.Quote(key)}: {string.Join("; ", faults)}");
        }

        if (not || Value().Token is LabelSelectorToken.End or LabelSelectorToken.Comma)
        {
            return Create(key, not ? SelectionOperator.DoesNotExist : SelectionOperator.Exists, []);
        }

        return Operator() is { } @operator && (@operator is SelectionOperator.In or SelectionOperator.NotIn ? Values() : ExactValue()) is { } values
            ? Create(key, @operator, [.. values])
            : null;
    }

    private SelectionOperator? Operator()
    {
        var (token, word) = Current;
        _at++;
        switch (token)
        {
            case LabelSelectorToken.In: return SelectionOperator.In;
            case LabelSelectorToken.NotIn: return SelectionOperator.NotIn;
            case LabelSelectorToken.Equals: return SelectionOperator.Equals;
            case LabelSelectorToken.DoubleEquals: return SelectionOperator.DoubleEquals;
            case LabelSelectorToken.NotEquals: return SelectionOperator.NotEquals;
            case LabelSelectorToken.GreaterThan: return SelectionOperator.GreaterThan;
            case LabelSelectorToken.LessThan: return SelectionOperator.LessThan;
            default:
                _error = $"found '{word}', expected: in, notin, =, ==, !=, gt, lt";
                return null;
        }
    }

    private SortedSet<string>? Values()
    {
        var (token, word) = Take();
        if (token != LabelSelectorToken.Open)
        {
            _error = $"found '{word}' expected: '('";
            return null;
        }

        switch (Value().Token)
        {
            case LabelSelectorToken.Identifier or LabelSelectorToken.Comma:
                var values = Identifiers();
                _at++;
                return values;
            case LabelSelectorToken.Close:
                _at++;
                return Set("");
            default:
                _error = $"found '{Value().Text}', expected: ',', ')' or identifier";
                return null;
        }
    }

    // Identifiers and commas in any number; a missing identifier is the empty value.
    private SortedSet<string>? Identifiers()
    {
        var values = Set();
        while (true)
        {
            var (token, word) = Take();
            var next = Value();
            if (token == LabelSelectorToken.Identifier)
            {
                values.Add(word);
                if (next.Token == LabelSelectorToken.Close)
                {
                    return values;
                }

                if (next.Token != LabelSelectorToken.Comma)
                {
                    _error = $"found '{next.Text}', expected: ',' or ')'";
                    return null;
                }
            }
            else if (token == LabelSelectorToken.Comma)
            {
                if (values.Count == 0 || next.Token is LabelSelectorToken.Comma or LabelSelectorToken.Close)
                {
                    values.Add("");
                }

                if (next.Token == LabelSelectorToken.Close)
                {
                    return values;
                }
            }
            else
            {
                _error = $"found '{word}', expected: ',', or identifier";
                return null;
            }
        }
    }

    private SortedSet<string>? ExactValue()
    {
        if (Value().Token is LabelSelectorToken.End or LabelSelectorToken.Comma)
        {
            return Set("");
        }

        var (token, word) = Take();
        if (token == LabelSelectorToken.Identifier)
        {
            return Set(word);
        }

        _error = $"found '{word}', expected: identifier";
        return null;
    }

    private LabelRequirement? Create(string key, SelectionOperator @operator, string[] values) =>
        LabelRequirement.TryCreate(key, @operator, values, out var requirement, out _error) ? requirement : null;

    private LabelRequirement? Fail(string error)
    {
        _error = error;
        return null;
    }

    // Outside the operator's place "in" and "notin" are words like others.
    private (LabelSelectorToken Token, string Text) Value() =>
        Current is { Token: LabelSelectorToken.In or LabelSelectorToken.NotIn } word ? (LabelSelectorToken.Identifier, word.Text) : Current;

    private (LabelSelectorToken Token, string Text) Take()
    {
        var word = Value();
        _at++;
        return word;
    }

    private static SortedSet<string> Set(params ReadOnlySpan<string> values) => new(values.ToArray(), StringComparer.Ordinal);
}
