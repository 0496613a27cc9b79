using System.Globalization;

namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>Expressions of <c>$((...))</c> over 64-bit integers, with C's operators and dash's error texts.</summary>
internal sealed class ShellArithmetic(string text, ShellVariables variables, bool noUnset)
{
    private const int MaxDepth = 200;

    private static readonly string[] Operators = ["<<=", ">>=", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "+", "-", "*", "/", "%", "<", ">", "&", "|", "^", "!", "~", "?", ":", "=", "(", ")"];

    private static readonly Dictionary<string, int> Precedence = new()
    {
        ["*"] = 10, ["/"] = 10, ["%"] = 10, ["+"] = 9, ["-"] = 9, ["<<"] = 8, [">>"] = 8, ["<"] = 7, ["<="] = 7, [">"] = 7, [">="] = 7,
        ["=="] = 6, ["!="] = 6, ["&"] = 5, ["^"] = 4, ["|"] = 3,
    };

    private int position;
    private int depth;

    /// <exception cref="ShellErrorException">The text is no expression.</exception>
    public long Evaluate()
    {
        var value = Assignment(evaluate: true);
        SkipBlanks();
        return position == text.Length ? value : throw Error("expecting EOF");
    }

    private long Assignment(bool evaluate)
    {
        if (++depth > MaxDepth)
        {
            throw Error("nested too deep");
        }

        SkipBlanks();
        var start = position;
        if (Name() is { } name && Operator() is { } operation && operation.EndsWith('=') && operation is not ("==" or "!=" or "<=" or ">="))
        {
            var right = Assignment(evaluate);
            var value = operation == "=" ? right : Apply(operation[..^1], evaluate ? Variable(name) : 1, right, evaluate);
            if (evaluate)
            {
                variables.Set(name, value.ToString(CultureInfo.InvariantCulture));
            }

            depth--;
            return value;
        }

        position = start;
        var result = Conditional(evaluate);
        depth--;
        return result;
    }

    private long Conditional(bool evaluate)
    {
        var condition = OrElse(evaluate);
        if (!TryTake("?"))
        {
            return condition;
        }

        var then = Assignment(evaluate && condition != 0);
        if (!TryTake(":"))
        {
            throw Error("expecting ':'");
        }

        var otherwise = Conditional(evaluate && condition == 0);
        return condition != 0 ? then : otherwise;
    }

    private long OrElse(bool evaluate)
    {
        var left = AndAlso(evaluate);
        while (TryTake("||"))
        {
            var right = AndAlso(evaluate && left == 0);
            left = left != 0 || right != 0 ? 1 : 0;
        }

        return left;
    }

    private long AndAlso(bool evaluate)
    {
        var left = Binary(0, evaluate);
        while (TryTake("&&"))
        {
            var right = Binary(0, evaluate && left != 0);
            left = left != 0 && right != 0 ? 1 : 0;
        }

        return left;
    }

    private long Binary(int above, bool evaluate)
    {
        var left = Unary(evaluate);
        while (true)
        {
            var start = position;
            var operation = Operator();
            if (operation is null || !Precedence.TryGetValue(operation, out var precedence) || precedence <= above)
            {
                position = start;
                return left;
            }

            left = Apply(operation, left, Binary(precedence, evaluate), evaluate);
        }
    }

    private long Apply(string operation, long left, long right, bool evaluate)
    {
        if (operation is "/" or "%")
        {
            if (right == 0)
            {
                return evaluate ? throw Error("division by zero") : 0;
            }

            // The one quotient that does not fit; C leaves it open and the processor would trap.
            return right == -1 ? operation == "/" ? unchecked(-left) : 0 : operation == "/" ? left / right : left % right;
        }

        return operation switch
        {
            "*" => unchecked(left * right),
            "+" => unchecked(left + right),
            "-" => unchecked(left - right),
            "<<" => left << (int)(right & 63),
            ">>" => left >> (int)(right & 63),
            "<" => left < right ? 1 : 0,
            "<=" => left <= right ? 1 : 0,
            ">" => left > right ? 1 : 0,
            ">=" => left >= right ? 1 : 0,
            "==" => left == right ? 1 : 0,
            "!=" => left != right ? 1 : 0,
            "&" => left & right,
            "^" => left ^ right,
            _ => left | right,
        };
    }

    private long Unary(bool evaluate)
    {
        if (++depth > MaxDepth)
        {
            throw Error("nested too deep");
        }

        var value = TryTake("!") ? Unary(evaluate) == 0 ? 1 : 0
            : TryTake("~") ? ~Unary(evaluate)
            : TryTake("-") ? unchecked(-Unary(evaluate))
            : TryTake("+") ? Unary(evaluate)
            : Primary(evaluate);
        depth--;
        return value;
    }

    private long Primary(bool evaluate)
    {
        if (TryTake("("))
        {
            var inner = Assignment(evaluate);
            return TryTake(")") ? inner : throw Error("expecting ')'");
        }

        SkipBlanks();
        var start = position;
        if (Name() is { } name)
        {
            return evaluate ? Variable(name) : 0;
        }

        while (position < text.Length && char.IsAsciiLetterOrDigit(text[position]))
        {
            position++;
        }

        return position > start ? Number(text[start..position]) ?? throw Error("expecting EOF") : throw Error("expecting primary");
    }

    /// <summary>A C number: decimal, 0 octal, 0x hexadecimal; null: none.</summary>
    public static long? Number(string digits)
    {
        var negative = digits.StartsWith('-');
        var body = digits.TrimStart('-', '+');
        if (body.Length == 0 || digits.Length - body.Length > 1)
        {
            return null;
        }

        var (radix, start) = body is ['0', 'x' or 'X', ..] ? (16, 2) : body is ['0', _, ..] ? (8, 1) : (10, 0);
        var value = Int128.Zero;
        foreach (var letter in body.AsSpan(start))
        {
            var digit = char.IsAsciiHexDigit(letter) ? Convert.ToInt32(letter.ToString(), 16) : 99;
            if (digit >= radix)
            {
                return null;
            }

            // strtoimax stops at the largest number.
            value = Int128.Min((value * radix) + digit, long.MaxValue);
        }

        return negative ? -(long)value : (long)value;
    }

    private long Variable(string name)
    {
        var value = variables[name];
        if (value is null && noUnset)
        {
            throw new ShellErrorException($"{name}: parameter not set");
        }

        var trimmed = (value ?? "").Trim(' ', '\t', '\n');
        return trimmed.Length == 0 ? 0 : Number(trimmed) ?? throw new ShellErrorException($"Illegal number: {value}");
    }

    private string? Name()
    {
        SkipBlanks();
        var start = position;
        while (position < text.Length && (text[position] == '_' || (position > start ? char.IsAsciiLetterOrDigit(text[position]) : char.IsAsciiLetter(text[position]))))
        {
            position++;
        }

        return position > start ? text[start..position] : null;
    }

    private string? Operator()
    {
        SkipBlanks();
        foreach (var operation in Operators)
        {
            if (string.CompareOrdinal(text, position, operation, 0, operation.Length) == 0)
            {
                position += operation.Length;
                return operation;
            }
        }

        return null;
    }

    private bool TryTake(string wanted)
    {
        var start = position;
        if (Operator() == wanted)
        {
            return true;
        }

        position = start;
        return false;
    }

    private void SkipBlanks()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }

    private ShellErrorException Error(string message) => new($"arithmetic expression: {message}: \"{text}\"");
}
