namespace KubeEmulator.Expressions;

/// <summary>A token: its kind, its text as written, and where it starts.</summary>
internal readonly record struct CelToken(CelTokenKind Kind, string Text, int Offset)
{
    /// <summary>How messages list tokens that were expected.</summary>
    public static string NameOf(CelTokenKind kind) => kind switch
    {
        CelTokenKind.EndOfFile => "<EOF>",
        CelTokenKind.Equals => "'=='",
        CelTokenKind.NotEquals => "'!='",
        CelTokenKind.In => "'in'",
        CelTokenKind.Less => "'<'",
        CelTokenKind.LessEquals => "'<='",
        CelTokenKind.GreaterEquals => "'>='",
        CelTokenKind.Greater => "'>'",
        CelTokenKind.And => "'&&'",
        CelTokenKind.Or => "'||'",
        CelTokenKind.LeftBracket => "'['",
        CelTokenKind.RightBracket => "']'",
        CelTokenKind.LeftBrace => "'{'",
        CelTokenKind.RightBrace => "'}'",
        CelTokenKind.LeftParenthesis => "'('",
        CelTokenKind.RightParenthesis => "')'",
        CelTokenKind.Dot => "'.'",
        CelTokenKind.Comma => "','",
        CelTokenKind.Minus => "'-'",
        CelTokenKind.Not => "'!'",
        CelTokenKind.Question => "'?'",
        CelTokenKind.Colon => "':'",
        CelTokenKind.Plus => "'+'",
        CelTokenKind.Star => "'*'",
        CelTokenKind.Slash => "'/'",
        CelTokenKind.Percent => "'%'",
        CelTokenKind.True => "'true'",
        CelTokenKind.False => "'false'",
        CelTokenKind.Null => "'null'",
        CelTokenKind.Float => "NUM_FLOAT",
        CelTokenKind.Int => "NUM_INT",
        CelTokenKind.Uint => "NUM_UINT",
        CelTokenKind.String => "STRING",
        CelTokenKind.Bytes => "BYTES",
        CelTokenKind.Identifier => "IDENTIFIER",
        _ => "ESC_IDENTIFIER",
    };
}
