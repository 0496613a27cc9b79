using System.Globalization;

namespace KubeEmulator.Expressions;

/// <summary>Turns literal tokens into constants.</summary>
internal static class CelLiterals
{
    public static Expr Read(CelTokenReader tokens, CelIssues issues)
    {
        var start = tokens.Current;
        var sign = tokens.Skip(CelTokenKind.Minus) ? "-" : "";
        var token = tokens.Take();
        var (value, error) = token.Kind switch
        {
            CelTokenKind.True => (CelBool.True, null),
            CelTokenKind.False => (CelBool.False, null),
            CelTokenKind.Null => (CelNull.Instance, null),
            CelTokenKind.Int => Int(sign, token.Text),
            CelTokenKind.Uint => Uint(token.Text[..^1]),
            CelTokenKind.Float => Float(sign + token.Text),
            CelTokenKind.String => String(token.Text),
            _ => Bytes(token.Text[1..]),
        };
        if (value is not null)
        {
            return new LiteralExpr(start.Offset, value);
        }

        issues.Add(start.Offset, error!);
        return new InvalidExpr(start.Offset);
    }

    private static (CelValue?, string?) Int(string sign, string text)
    {
        const string Error = "invalid int literal";
        if (!Magnitude(text, out var magnitude))
        {
            return (null, Error);
        }

        return (sign.Length > 0, magnitude) switch
        {
            (true, <= 1UL << 63) => (CelInt.Of(unchecked(-(long)magnitude)), null),
            (false, <= long.MaxValue) => (CelInt.Of((long)magnitude), null),
            _ => (null, Error),
        };
    }

    private static (CelValue?, string?) Uint(string text) =>
        Magnitude(text, out var value) ? (new CelUint(value), null) : (null, "invalid uint literal");

    private static bool Magnitude(string text, out ulong value) => text.StartsWith("0x", StringComparison.Ordinal)
        ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static (CelValue?, string?) Float(string text)
    {
        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? (new CelDouble(value), null) : (null, "invalid double literal");
    }

    private static (CelValue?, string?) String(string literal)
    {
        var (text, error) = CelUnescape.String(literal);
        return (text is null ? null : CelString.Of(text), error);
    }

    private static (CelValue?, string?) Bytes(string literal)
    {
        var (bytes, error) = CelUnescape.Bytes(literal);
        return (bytes is null ? null : new CelBytes(bytes), error);
    }
}
