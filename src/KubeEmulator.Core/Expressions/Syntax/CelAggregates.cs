namespace KubeEmulator.Expressions;

/// <summary>Reads list, map and message literals.</summary>
internal static class CelAggregates
{
    private static readonly CelTokenKind[] InList = [CelTokenKind.RightBracket, CelTokenKind.Comma];
    private static readonly CelTokenKind[] InMap = [CelTokenKind.RightBrace, CelTokenKind.Comma];

    public static Expr List(CelTokenReader tokens, CelParserOptions options, CelIssues issues, Func<Expr> expression)
    {
        var open = tokens.Take();
        List<Expr> elements = [];
        List<bool> optional = [];
        tokens.ExpectOperand(CelTokenKind.RightBracket, CelTokenKind.Comma, CelTokenKind.Question);
        while (tokens.Kind is not (CelTokenKind.RightBracket or CelTokenKind.Comma))
        {
            optional.Add(Optional(tokens, options, issues));
            elements.Add(tokens.Within(InList, expression));
            tokens.Expect(InList);
            if (!More(tokens, CelTokenKind.RightBracket))
            {
                break;
            }
        }

        tokens.Skip(CelTokenKind.Comma);
        tokens.Match(CelTokenKind.RightBracket);
        return new ListExpr(open.Offset, [.. elements], optional.Contains(true) ? [.. optional] : null) { Depth = Deepest(elements) };
    }

    public static Expr Map(CelTokenReader tokens, CelParserOptions options, CelIssues issues, Func<Expr> expression)
    {
        var open = tokens.Take();
        List<MapEntry> entries = [];
        tokens.ExpectOperand(CelTokenKind.RightBrace, CelTokenKind.Comma, CelTokenKind.Question);
        while (tokens.Kind is not (CelTokenKind.RightBrace or CelTokenKind.Comma))
        {
            var optional = Optional(tokens, options, issues);
            var key = tokens.Within([CelTokenKind.Colon], expression);
            var colon = tokens.Match(CelTokenKind.Colon);
            var value = tokens.Within(InMap, expression);
            entries.Add(new MapEntry(colon.Offset, key, value, optional));
            tokens.Expect(InMap);
            if (!More(tokens, CelTokenKind.RightBrace))
            {
                break;
            }
        }

        tokens.Skip(CelTokenKind.Comma);
        tokens.Match(CelTokenKind.RightBrace);
        return new MapExpr(open.Offset, [.. entries]) { Depth = Deepest(entries.SelectMany(e => new[] { e.Key, e.Value })) };
    }

    /// <summary>A message literal whose first name is read; <paramref name="words"/> more follow, then the brace.</summary>
    public static Expr Message(
        CelTokenReader tokens, CelParserOptions options, CelIssues issues, Func<Expr> expression, string name, int words)
    {
        for (var i = 0; i < words; i++)
        {
            tokens.Take();
            name += "." + tokens.Take().Text;
        }

        var open = tokens.Take();
        List<StructField> fields = [];
        CelTokenKind[] starts =
            [CelTokenKind.RightBrace, CelTokenKind.Comma, CelTokenKind.Question, CelTokenKind.Identifier, CelTokenKind.EscapedIdentifier];
        tokens.Expect(starts);
        while (tokens.Kind is not (CelTokenKind.RightBrace or CelTokenKind.Comma))
        {
            fields.Add(Field(tokens, options, issues, expression));
            tokens.Expect(InMap);
            if (!More(tokens, CelTokenKind.RightBrace))
            {
                break;
            }
        }

        tokens.Skip(CelTokenKind.Comma);
        tokens.Match(CelTokenKind.RightBrace);
        return new StructExpr(open.Offset, name, [.. fields]) { Depth = Deepest(fields.Select(f => f.Value)) };
    }

    private static StructField Field(CelTokenReader tokens, CelParserOptions options, CelIssues issues, Func<Expr> expression)
    {
        var optional = Optional(tokens, options, issues);
        tokens.Expect([CelTokenKind.Identifier, CelTokenKind.EscapedIdentifier]);
        var name = tokens.Take();
        var isEscaped = name.Kind == CelTokenKind.EscapedIdentifier;
        if (isEscaped && !options.EscapedIdentifiers)
        {
            issues.Add(name.Offset, "unsupported syntax: '`'");
        }

        var colon = tokens.Match(CelTokenKind.Colon);
        var value = tokens.Within(InMap, expression);
        return new StructField(colon.Offset, isEscaped ? name.Text[1..^1] : name.Text, value, optional);
    }

    private static bool Optional(CelTokenReader tokens, CelParserOptions options, CelIssues issues)
    {
        if (tokens.Kind != CelTokenKind.Question)
        {
            return false;
        }

        var token = tokens.Take();
        if (!options.Optionals)
        {
            issues.Add(token.Offset, "unsupported syntax '?'");
        }

        return true;
    }

    /// <summary>Takes the comma that another entry follows; the comma before the end, or before one comma too many, stays.</summary>
    private static bool More(CelTokenReader tokens, CelTokenKind close) =>
        tokens.Kind == CelTokenKind.Comma && tokens.NextKind != close && tokens.NextKind != CelTokenKind.Comma && tokens.Skip(CelTokenKind.Comma);

    private static int Deepest(IEnumerable<Expr> below) => below.Select(e => e.Depth).DefaultIfEmpty().Max();
}
