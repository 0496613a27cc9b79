namespace KubeEmulator.Values;

/// <summary>
/// Says what is wrong with a JSON text in the words of Go's <c>encoding/json</c> scanner. Runs only after the
/// fast reader has refused the text.
/// </summary>
internal sealed class JsonSyntax
{
    private readonly Stack<bool> _objects = new();
    private readonly int _maxDepth;
    private Func<byte, string?> _step;
    private string _literal = "";
    private int _literalAt;
    private int _hexLeft;
    private bool _complete;

    // In an object: whether what stood last was a member's value rather than its key.
    private bool _expectsValue;

    private JsonSyntax(int maxDepth) => (_maxDepth, _step) = (maxDepth, BeginValue);

    /// <summary>The fault, and the number of bytes read with the one at fault; null where the text is well-formed.</summary>
    public static (string Message, long Offset)? Find(ReadOnlySpan<byte> utf8, int maxDepth = JsonReadOptions.MaxDepth)
    {
        var scanner = new JsonSyntax(maxDepth);
        for (var i = 0; i < utf8.Length; i++)
        {
            if (scanner._step(utf8[i]) is { } fault)
            {
                return (fault, i + 1);
            }
        }

        // The end ends a number, and what is cut off anywhere else is noticed at an imagined space.
        if (!scanner._complete && scanner._step((byte)' ') is { } atEnd)
        {
            return (atEnd, utf8.Length);
        }

        return scanner._complete ? null : ("unexpected end of JSON input", utf8.Length);
    }

    private static bool IsSpace(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static bool IsDigit(byte c) => c is >= (byte)'0' and <= (byte)'9';

    private static string Invalid(byte c, string where)
    {
        // Go takes the byte for a character of its own, whatever it belongs to.
        var shown = c switch
        {
            (byte)'\'' => "'\\''",
            (byte)'"' => "'\"'",
            (byte)'\\' => "'\\\\'",
            7 => "'\\a'",
            8 => "'\\b'",
            9 => "'\\t'",
            10 => "'\\n'",
            11 => "'\\v'",
            12 => "'\\f'",
            13 => "'\\r'",
            < 32 or 127 => $"'\\x{c:x2}'",
            >= 0x80 and <= 0xa0 or 0xad => $"'\\u{(int)c:x4}'",
            _ => $"'{(char)c}'",
        };
        return $"invalid character {shown} {where}";
    }

    private string? Next(Func<byte, string?> step)
    {
        _step = step;
        return null;
    }

    private string? BeginValueOrEnd(byte c) => IsSpace(c) ? null : c == (byte)']' ? EndValue(c) : BeginValue(c);

    private string? BeginValue(byte c)
    {
        switch (c)
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n': return null;
            case (byte)'{': return Push(true) ?? Next(BeginKeyOrEnd);
            case (byte)'[': return Push(false) ?? Next(BeginValueOrEnd);
            case (byte)'"': return Next(InString);
            case (byte)'-': return Next(AfterMinus);
            case (byte)'0': return Next(AfterZero);
            case (byte)'t': return Literal("true");
            case (byte)'f': return Literal("false");
            case (byte)'n': return Literal("null");
            default: return IsDigit(c) ? Next(InInteger) : Invalid(c, "looking for beginning of value");
        }
    }

    private string? Push(bool isObject)
    {
        _objects.Push(isObject);
        return _objects.Count > _maxDepth ? "exceeded max depth" : null;
    }

    private string? BeginKeyOrEnd(byte c)
    {
        if (c != (byte)'}')
        {
            return BeginKey(c);
        }

        _expectsValue = true;
        return EndValue(c);
    }

    private string? BeginKey(byte c)
    {
        if (IsSpace(c))
        {
            return null;
        }

        if (c != (byte)'"')
        {
            return Invalid(c, "looking for beginning of object key string");
        }

        _expectsValue = false;
        return Next(InString);
    }

    private string? EndValue(byte c)
    {
        if (_objects.Count == 0)
        {
            _complete = true;
            return Next(EndTop) ?? EndTop(c);
        }

        if (IsSpace(c))
        {
            return Next(EndValue);
        }

        if (!_objects.Peek())
        {
            return c switch
            {
                (byte)',' => Next(BeginValue),
                (byte)']' => Pop(),
                _ => Invalid(c, "after array element"),
            };
        }

        if (!_expectsValue)
        {
            _expectsValue = c == (byte)':';
            return _expectsValue ? Next(BeginValue) : Invalid(c, "after object key");
        }

        return c switch
        {
            (byte)',' => Next(BeginKey),
            (byte)'}' => Pop(),
            _ => Invalid(c, "after object key:value pair"),
        };
    }

    private string? Pop()
    {
        _objects.Pop();
        // What was popped was a value of the object around it.
        _expectsValue = true;
        _complete = _objects.Count == 0;
        return Next(_complete ? EndTop : EndValue);
    }

    private string? EndTop(byte c) => IsSpace(c) ? null : Invalid(c, "after top-level value");

    private string? InString(byte c) => c switch
    {
        (byte)'"' => Next(EndValue),
        (byte)'\\' => Next(InEscape),
        < 0x20 => Invalid(c, "in string literal"),
        _ => null,
    };

    private string? InEscape(byte c)
    {
        if (c == (byte)'u')
        {
            _hexLeft = 4;
            return Next(InHex);
        }

        return "bfnrt\\/\"".Contains((char)c, StringComparison.Ordinal) ? Next(InString) : Invalid(c, "in string escape code");
    }

    private string? InHex(byte c) =>
        !char.IsAsciiHexDigit((char)c) ? Invalid(c, "in \\u hexadecimal character escape") : --_hexLeft == 0 ? Next(InString) : null;

    private string? AfterMinus(byte c) =>
        c == (byte)'0' ? Next(AfterZero) : IsDigit(c) ? Next(InInteger) : Invalid(c, "in numeric literal");

    private string? InInteger(byte c) => IsDigit(c) ? null : AfterZero(c);

    private string? AfterZero(byte c) => c switch
    {
        (byte)'.' => Next(AfterPoint),
        (byte)'e' or (byte)'E' => Next(AfterExponent),
        _ => EndValue(c),
    };

    private string? AfterPoint(byte c) => IsDigit(c) ? Next(InFraction) : Invalid(c, "after decimal point in numeric literal");

    private string? InFraction(byte c) => IsDigit(c) ? null : c is (byte)'e' or (byte)'E' ? Next(AfterExponent) : EndValue(c);

    private string? AfterExponent(byte c) => c is (byte)'+' or (byte)'-' ? Next(AfterSign) : AfterSign(c);

    private string? AfterSign(byte c) => IsDigit(c) ? Next(InExponent) : Invalid(c, "in exponent of numeric literal");

    private string? InExponent(byte c) => IsDigit(c) ? null : EndValue(c);

    private string? Literal(string word)
    {
        (_literal, _literalAt) = (word, 1);
        return Next(InLiteral);
    }

    private string? InLiteral(byte c)
    {
        if (c != _literal[_literalAt])
        {
            return Invalid(c, $"in literal {_literal} (expecting '{_literal[_literalAt]}')");
        }

        return ++_literalAt == _literal.Length ? Next(EndValue) : null;
    }
}
