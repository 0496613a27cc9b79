namespace KubeEmulator.Expressions;

/// <summary>
/// The tokens of an expression, read with the error recovery of the generated parser: one token too many is
/// dropped, one too few is imagined, anything else ends the parse. The words are ANTLR's, because Kubernetes
/// hands them to clients.
/// </summary>
internal sealed class CelTokenReader(List<CelToken> tokens, Action<int, string> report)
{
    private static readonly CelTokenKind[] AfterOperand =
    [
        CelTokenKind.Equals, CelTokenKind.NotEquals, CelTokenKind.In, CelTokenKind.Less, CelTokenKind.LessEquals,
        CelTokenKind.GreaterEquals, CelTokenKind.Greater, CelTokenKind.And, CelTokenKind.Or, CelTokenKind.LeftBracket,
        CelTokenKind.Dot, CelTokenKind.Minus, CelTokenKind.Question, CelTokenKind.Plus, CelTokenKind.Star, CelTokenKind.Slash,
        CelTokenKind.Percent,
    ];

    private static readonly CelTokenKind[] OperandStart =
    [
        CelTokenKind.LeftBracket, CelTokenKind.LeftBrace, CelTokenKind.LeftParenthesis, CelTokenKind.Dot, CelTokenKind.Minus,
        CelTokenKind.Not, CelTokenKind.True, CelTokenKind.False, CelTokenKind.Null, CelTokenKind.Float, CelTokenKind.Int,
        CelTokenKind.Uint, CelTokenKind.String, CelTokenKind.Bytes, CelTokenKind.Identifier,
    ];

    private readonly Stack<CelTokenKind[]> _after = new([[CelTokenKind.EndOfFile]]);
    private int _at;
    private bool _recovering;
    private int _recoveredAt = -1;

    public CelToken Current => tokens[_at];

    public CelTokenKind Kind => tokens[_at].Kind;

    public CelTokenKind NextKind => tokens[Math.Min(_at + 1, tokens.Count - 1)].Kind;

    public CelToken Take()
    {
        _recovering = false;
        return tokens[_at++];
    }

    public bool Skip(CelTokenKind kind)
    {
        if (Kind != kind)
        {
            return false;
        }

        Take();
        return true;
    }

    /// <summary>Skips to where something around the broken part can go on.</summary>
    public void Recover()
    {
        if (_recoveredAt == _at && Kind != CelTokenKind.EndOfFile)
        {
            _at++;
        }

        while (Kind != CelTokenKind.EndOfFile && !AfterOperand.Contains(Kind) && !_after.Any(after => after.Contains(Kind)))
        {
            _at++;
        }

        _recoveredAt = _at;
    }

    /// <summary>Says what may follow the expression read next, while it is read.</summary>
    public T Within<T>(CelTokenKind[] after, Func<T> read)
    {
        _after.Push(after);
        try
        {
            return read();
        }
        finally
        {
            _after.Pop();
        }
    }

    /// <summary>Takes a token of this kind, or recovers.</summary>
    public CelToken Match(CelTokenKind kind)
    {
        if (Kind == kind)
        {
            return Take();
        }

        if (NextKind == kind && Kind != CelTokenKind.EndOfFile)
        {
            Report($"extraneous input {Shown(Current)} expecting {CelToken.NameOf(kind)}");
            _at++;
            return Take();
        }

        if (CanFollow(kind))
        {
            Report($"missing {CelToken.NameOf(kind)} at {Shown(Current)}");
            return new CelToken(kind, "", Current.Offset);
        }

        Report($"mismatched input {Shown(Current)} expecting {CelToken.NameOf(kind)}");
        throw new CelSyntaxException();
    }

    /// <summary>Makes sure an operand, or one of <paramref name="others"/>, comes next.</summary>
    public void ExpectOperand(params CelTokenKind[] others) => Expect([.. OperandStart, .. others], alwaysDrop: false);

    /// <summary>Makes sure one of <paramref name="kinds"/> comes next, dropping one token where that helps.</summary>
    public void Expect(CelTokenKind[] kinds, bool alwaysDrop = false)
    {
        if (kinds.Contains(Kind))
        {
            return;
        }

        var set = kinds.Length == 1
            ? CelToken.NameOf(kinds[0])
            : $"{{{string.Join(", ", kinds.Order().Select(CelToken.NameOf))}}}";
        var canDrop = Kind != CelTokenKind.EndOfFile && kinds.Contains(NextKind);
        Report($"{(canDrop || alwaysDrop ? "extraneous" : "mismatched")} input {Shown(Current)} expecting {set}");
        if (!canDrop)
        {
            throw new CelSyntaxException();
        }

        Take();
    }

    /// <summary>How many <c>.name</c> pairs lead to a <c>{</c> from here, so that a message literal is read; -1 for none.</summary>
    public int MessageNameAhead()
    {
        var words = 0;
        while (KindAt(_at + (words * 2)) == CelTokenKind.Dot && KindAt(_at + (words * 2) + 1) == CelTokenKind.Identifier)
        {
            words++;
        }

        return KindAt(_at + (words * 2)) == CelTokenKind.LeftBrace ? words : -1;
    }

    /// <summary>After one or more <c>-</c> the generated parser complains twice about what cannot start an operand.</summary>
    public void ExpectOperandAfterSign()
    {
        if (!OperandStart.Contains(Kind))
        {
            var sign = tokens[_at - 1];
            var gap = new string(' ', Current.Offset - sign.Offset - 1);
            Report($"no viable alternative at input '{(Kind == CelTokenKind.EndOfFile ? sign.Text : sign.Text + gap + Current.Text)}'");
            _recovering = false;
        }

        ExpectOperand();
    }

    /// <summary>After one or more <c>!</c> the generated parser drops whatever cannot start an operand.</summary>
    public void ExpectOperandAfterNot() => Expect(OperandStart, alwaysDrop: true);

    /// <summary>Reports that nothing in the grammar continues with the current token after a dot.</summary>
    public void NoAlternativeAfterDot()
    {
        if (Kind is CelTokenKind.True or CelTokenKind.False or CelTokenKind.Null)
        {
            Report($"mismatched input '{Current.Text}' expecting IDENTIFIER");
        }
        else
        {
            Report($"no viable alternative at input '.{(Kind == CelTokenKind.EndOfFile ? "" : Current.Text)}'");
        }

        if (Array.IndexOf(AfterOperand, Kind) < 0 && !_after.Peek().Contains(Kind))
        {
            throw new CelSyntaxException();
        }
    }

    private CelTokenKind KindAt(int index) => tokens[Math.Min(index, tokens.Count - 1)].Kind;

    private static string Shown(CelToken token) => $"'{token.Text}'";

    private bool CanFollow(CelTokenKind missing) => missing switch
    {
        CelTokenKind.RightParenthesis or CelTokenKind.RightBracket or CelTokenKind.RightBrace =>
            AfterOperand.Contains(Kind) || _after.Peek().Contains(Kind),
        CelTokenKind.Colon => OperandStart.Contains(Kind),
        _ => false,
    };

    private void Report(string message)
    {
        // The generated parser stays silent until it has matched something again.
        if (!_recovering)
        {
            report(Current.Offset, $"Syntax error: {message}");
        }

        _recovering = true;
    }
}
