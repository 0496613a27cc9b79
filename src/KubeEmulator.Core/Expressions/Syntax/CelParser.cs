namespace KubeEmulator.Expressions;

/// <summary>
/// Reads an expression by CEL's grammar (cel-go parser/gen/CEL.g4), expanding macros on the way. Issues are
/// gathered; the tree is only of use where there are none.
/// </summary>
internal sealed class CelParser
{
    /// <summary>cel-go's limit on the length of an expression, in code points.</summary>
    public const int MaxLength = 100_000;

    /// <summary>cel-go's limit on nesting.</summary>
    public const int MaxDepth = 250;

    private static readonly HashSet<string> Reserved =
    [
        "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop", "package",
        "namespace", "null", "return", "true", "var", "void", "while",
    ];

    private readonly CelParserOptions _options;
    private readonly CelTokenReader _tokens;
    private readonly CelIssues _issues;
    private int _nesting;

    private CelParser(CelSource source, CelParserOptions options, CelIssues issues)
    {
        _options = options;
        _issues = issues;
        _tokens = new CelTokenReader(CelLexer.Read(source.Text, (o, m) => issues.Add(o, $"Syntax error: {m}")), issues.Add);
    }

    /// <summary>Parses <paramref name="source"/>; what is wrong goes to <paramref name="issues"/>.</summary>
    public static Expr Parse(CelSource source, CelParserOptions options, CelIssues issues)
    {
        if (source.Text.Length > MaxLength && source.Text.EnumerateRunes().Count() is var length and > MaxLength)
        {
            issues.AddNowhere($"expression code point size exceeds limit: size: {length}, limit {MaxLength}");
            return new InvalidExpr(0);
        }

        var parser = new CelParser(source, options, issues);
        try
        {
            var result = parser.Expression();
            parser._tokens.Match(CelTokenKind.EndOfFile);
            return result;
        }
        catch (CelSyntaxException)
        {
            return new InvalidExpr(0);
        }
    }

    private Expr Expression()
    {
        if (++_nesting > MaxDepth)
        {
            _issues.AddNowhere($"expression recursion limit exceeded: {MaxDepth}");
            throw new CelSyntaxException(isFatal: true);
        }

        var condition = Logical(CelTokenKind.Or, CelOperators.Or);
        if (_tokens.Kind == CelTokenKind.Question)
        {
            var offset = _tokens.Take().Offset;
            var whenTrue = _tokens.Within([CelTokenKind.Colon], () => Logical(CelTokenKind.Or, CelOperators.Or));
            _tokens.Match(CelTokenKind.Colon);
            var whenFalse = Expression();
            condition = Nest(new CallExpr(offset, CelOperators.Conditional, null, condition, whenTrue, whenFalse), condition, whenTrue, whenFalse);
        }

        _nesting--;
        return condition;
    }

    private Expr Logical(CelTokenKind kind, string function)
    {
        Expr Term() => kind == CelTokenKind.Or ? Logical(CelTokenKind.And, CelOperators.And) : Relation();

        var first = Term();
        if (_tokens.Kind != kind)
        {
            return first;
        }

        List<Expr> terms = [first];
        List<int> offsets = [];
        while (_tokens.Kind == kind)
        {
            offsets.Add(_tokens.Take().Offset);
            terms.Add(Term());
        }

        return Balanced(function, terms, offsets, 0, offsets.Count - 1);
    }

    /// <summary>Long chains become balanced trees (cel-go parser/helper.go), so that none is deep.</summary>
    private static CallExpr Balanced(string function, List<Expr> terms, List<int> offsets, int low, int high)
    {
        var middle = (low + high + 1) / 2;
        var left = middle == low ? terms[middle] : Balanced(function, terms, offsets, low, middle - 1);
        var right = middle == high ? terms[middle + 1] : Balanced(function, terms, offsets, middle + 1, high);
        return new CallExpr(offsets[middle], function, null, left, right) { Depth = Math.Max(left.Depth, right.Depth) };
    }

    private Expr Relation()
    {
        var left = Sum();
        while (RelationOperator() is { } function)
        {
            left = Binary(left, function, Sum);
        }

        return left;
    }

    private string? RelationOperator() => _tokens.Kind switch
    {
        CelTokenKind.Less => CelOperators.Less,
        CelTokenKind.LessEquals => CelOperators.LessOrEqual,
        CelTokenKind.Greater => CelOperators.Greater,
        CelTokenKind.GreaterEquals => CelOperators.GreaterOrEqual,
        CelTokenKind.Equals => CelOperators.Equal,
        CelTokenKind.NotEquals => CelOperators.NotEqual,
        CelTokenKind.In => CelOperators.In,
        _ => null,
    };

    private Expr Sum()
    {
        var left = Product();
        while (_tokens.Kind is CelTokenKind.Plus or CelTokenKind.Minus)
        {
            left = Binary(left, _tokens.Kind == CelTokenKind.Plus ? CelOperators.Add : CelOperators.Subtract, Product);
        }

        return left;
    }

    private Expr Product()
    {
        var left = Unary();
        while (_tokens.Kind is CelTokenKind.Star or CelTokenKind.Slash or CelTokenKind.Percent)
        {
            var function = _tokens.Kind switch
            {
                CelTokenKind.Star => CelOperators.Multiply,
                CelTokenKind.Slash => CelOperators.Divide,
                _ => CelOperators.Modulo,
            };
            left = Binary(left, function, Unary);
        }

        return left;
    }

    private CallExpr Binary(Expr left, string function, Func<Expr> operand)
    {
        var offset = _tokens.Take().Offset;
        var right = operand();
        return Nest(new CallExpr(offset, function, null, left, right), left, right);
    }

    private Expr Unary() => Guarded(Signed);

    /// <summary>What is broken within a part ends there; the parse goes on behind it, for the sake of further messages.</summary>
    private Expr Guarded(Func<Expr> part)
    {
        var (start, nesting) = (_tokens.Current.Offset, _nesting);
        try
        {
            return part();
        }
        catch (CelSyntaxException broken) when (!broken.IsFatal)
        {
            _nesting = nesting;
            _tokens.Recover();
            return new InvalidExpr(start);
        }
    }

    private Expr Signed()
    {
        _tokens.ExpectOperand();
        var isSign = _tokens.Kind == CelTokenKind.Minus && _tokens.NextKind is not (CelTokenKind.Int or CelTokenKind.Float);
        if (_tokens.Kind != CelTokenKind.Not && !isSign)
        {
            return Member();
        }

        var first = _tokens.Current;
        var count = 0;
        while (_tokens.Kind == first.Kind)
        {
            _tokens.Take();
            count++;
        }

        if (first.Kind == CelTokenKind.Not)
        {
            _tokens.ExpectOperandAfterNot();
        }
        else
        {
            _tokens.ExpectOperandAfterSign();
        }

        var operand = Member();
        var function = first.Kind == CelTokenKind.Not ? CelOperators.Not : CelOperators.Negate;
        return count % 2 == 0 ? operand : new CallExpr(first.Offset, function, null, operand) { Depth = operand.Depth };
    }

    private Expr Member()
    {
        var start = _tokens.Current.Offset;
        var operand = Guarded(Primary);
        while (true)
        {
            if (_tokens.Kind == CelTokenKind.Dot)
            {
                operand = Selection(operand, start);
            }
            else if (_tokens.Kind == CelTokenKind.LeftBracket)
            {
                operand = Indexing(operand);
            }
            else
            {
                return operand;
            }
        }
    }

    private Expr Indexing(Expr operand)
    {
        var open = _tokens.Take();
        _tokens.ExpectOperand(CelTokenKind.Question);
        var optional = _tokens.Skip(CelTokenKind.Question);
        var index = _tokens.Within([CelTokenKind.RightBracket], Expression);
        _tokens.Match(CelTokenKind.RightBracket);
        if (optional && !_options.Optionals)
        {
            return Wrong(open.Offset, "unsupported syntax '[?'");
        }

        return Nest(new CallExpr(open.Offset, optional ? CelOperators.OptionalIndex : CelOperators.Index, null, operand, index), operand, index);
    }

    private Expr Selection(Expr operand, int start)
    {
        var dot = _tokens.Take();
        var optional = _tokens.Skip(CelTokenKind.Question);
        if (_tokens.Kind is not (CelTokenKind.Identifier or CelTokenKind.EscapedIdentifier))
        {
            if (!optional)
            {
                _tokens.NoAlternativeAfterDot();
                return Nest(new InvalidExpr(start), operand);
            }

            try
            {
                _tokens.Expect([CelTokenKind.Identifier, CelTokenKind.EscapedIdentifier]);
            }
            catch (CelSyntaxException)
            {
                _issues.Add(_tokens.Current.Offset, "unsupported ident kind");
                throw;
            }
        }

        var name = _tokens.Take();
        if (name.Kind == CelTokenKind.EscapedIdentifier && !_options.EscapedIdentifiers)
        {
            return Wrong(name.Offset, "unsupported syntax: '`'");
        }

        if (!optional && name.Kind == CelTokenKind.Identifier && _tokens.Kind == CelTokenKind.LeftParenthesis)
        {
            var open = _tokens.Take();
            var arguments = Arguments();
            return Nest(Expand(open.Offset, name.Text, operand, arguments), [operand, .. arguments]);
        }

        var field = FieldName(name);
        if (!optional)
        {
            return Nest(new SelectExpr(dot.Offset, operand, field, testOnly: false), operand);
        }

        return _options.Optionals
            ? Nest(new CallExpr(dot.Offset, CelOperators.OptionalSelect, null, operand, new LiteralExpr(name.Offset, CelString.Of(field))), operand)
            : Wrong(dot.Offset, "unsupported syntax '.?'");
    }

    private static string FieldName(CelToken name) => name.Kind == CelTokenKind.Identifier ? name.Text : name.Text[1..^1];

    private Expr[] Arguments()
    {
        _tokens.ExpectOperand(CelTokenKind.RightParenthesis);
        List<Expr> arguments = [];
        if (_tokens.Kind != CelTokenKind.RightParenthesis)
        {
            do
            {
                arguments.Add(_tokens.Within([CelTokenKind.Comma, CelTokenKind.RightParenthesis], Expression));
            }
            while (_tokens.Skip(CelTokenKind.Comma));
        }

        _tokens.Match(CelTokenKind.RightParenthesis);
        return [.. arguments];
    }

    private Expr Primary()
    {
        _tokens.ExpectOperand();
        switch (_tokens.Kind)
        {
            case CelTokenKind.LeftParenthesis:
                _tokens.Take();
                var inner = _tokens.Within([CelTokenKind.RightParenthesis], Expression);
                _tokens.Match(CelTokenKind.RightParenthesis);
                return inner;
            case CelTokenKind.LeftBracket:
                return CelAggregates.List(_tokens, _options, _issues, Expression);
            case CelTokenKind.LeftBrace:
                return CelAggregates.Map(_tokens, _options, _issues, Expression);
            case CelTokenKind.Identifier or CelTokenKind.Dot:
                return Name();
            default:
                return CelLiterals.Read(_tokens, _issues);
        }
    }

    private Expr Name()
    {
        var start = _tokens.Current;
        var prefix = _tokens.Skip(CelTokenKind.Dot) ? "." : "";
        if (_tokens.Kind != CelTokenKind.Identifier)
        {
            _tokens.NoAlternativeAfterDot();
            return new InvalidExpr(start.Offset);
        }

        var name = _tokens.Take();
        if (_tokens.Kind == CelTokenKind.LeftParenthesis)
        {
            var open = _tokens.Take();
            var arguments = Arguments();
            return Reserved.Contains(name.Text)
                ? Wrong(start.Offset, $"reserved identifier: {name.Text}")
                : Nest(Expand(open.Offset, prefix + name.Text, null, arguments), counts: false, arguments);
        }

        if (_tokens.MessageNameAhead() is var words and >= 0)
        {
            return CelAggregates.Message(_tokens, _options, _issues, Expression, prefix + name.Text, words);
        }

        return Reserved.Contains(name.Text)
            ? Wrong(start.Offset, $"reserved identifier: {name.Text}")
            : new IdentExpr(name.Offset, prefix + name.Text);
    }

    private Expr Expand(int offset, string function, Expr? target, Expr[] arguments)
    {
        if (_options.Macro(function, target is not null, arguments.Length) is { } macro)
        {
            try
            {
                if (macro.Expand(new CelMacroContext(offset), target, arguments) is { } expanded)
                {
                    return expanded;
                }
            }
            catch (CelMacroException wrong)
            {
                return Wrong(wrong.Offset, wrong.Message);
            }
        }

        return new CallExpr(offset, function, target, arguments);
    }

    private InvalidExpr Wrong(int offset, string message)
    {
        _issues.Add(offset, message);
        return new InvalidExpr(offset);
    }

    private T Nest<T>(T node, params ReadOnlySpan<Expr> below)
        where T : Expr => Nest(node, counts: true, below);

    private T Nest<T>(T node, bool counts, params ReadOnlySpan<Expr> below)
        where T : Expr
    {
        foreach (var child in below)
        {
            node.Depth = Math.Max(node.Depth, child.Depth + (counts ? 1 : 0));
        }

        if (node.Depth > MaxDepth)
        {
            _issues.AddNowhere("max recursion depth exceeded");
            throw new CelSyntaxException(isFatal: true);
        }

        return node;
    }
}
