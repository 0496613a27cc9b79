using System.Text;

namespace KubeEmulator.Values;

/// <summary>
/// Values to YAML, character for character as libyaml's emitter in go-yaml v2 writes them: two spaces of indent, sequences
/// at their key's level, long texts folded at the first space after column 80.
/// </summary>
internal sealed class YamlEmitter
{
    private const int Width = 80;
    private const int Step = 2;
    private const int LongestSimpleKey = 128;

    private readonly StringBuilder _out = new();
    private int _indent = -1;
    private int _column;
    private bool _whitespace = true;
    private bool _indention = true;

    public void Write(Value value)
    {
        Node(value, inMapping: false);
        Indent();
    }

    public override string ToString() => _out.ToString();

    private void Node(Value value, bool inMapping)
    {
        switch (value)
        {
            case MapValue { Count: > 0 } map:
                Mapping(map);
                break;
            case ListValue { Count: > 0 } list:
                Sequence(list, inMapping);
                break;
            case MapValue or ListValue:
                Indicator(value is MapValue ? "{" : "[", space: true, whitespace: true);
                Indicator(value is MapValue ? "}" : "]");
                break;
            case StringValue text:
                Text(text.Text, isKey: false);
                break;
            case NumberValue { IsInteger: false } number:
                Plain(NumberText(number), mayFold: false);
                break;
            default:
                Plain(value.ToString(), mayFold: false);
                break;
        }
    }

    private static string NumberText(NumberValue number) =>
        ulong.TryParse(number.Text, out _) ? number.Text : GoNumbers.FormatGeneral(number.AsDouble);

    private void Mapping(MapValue map)
    {
        var outer = _indent;
        _indent = _indent < 0 ? 0 : _indent + Step;
        foreach (var (key, value) in map.OrderBy(m => m.Key, YamlKeyOrder.Instance))
        {
            Indent();
            var simple = !YamlScalar.Analyze(key).Multiline && Encoding.UTF8.GetByteCount(key) <= LongestSimpleKey;
            if (!simple)
            {
                Indicator("?", space: true, indention: true);
            }

            Text(key, simple);
            if (!simple)
            {
                Indent();
            }

            Indicator(":", space: !simple, indention: !simple);
            Node(value, inMapping: true);
        }

        _indent = outer;
    }

    private void Sequence(ListValue list, bool inMapping)
    {
        var outer = _indent;
        _indent = _indent < 0 ? 0 : inMapping && !_indention ? _indent : _indent + Step;
        foreach (var item in list)
        {
            Indent();
            Indicator("-", space: true, indention: true);
            Node(item, inMapping: false);
        }

        _indent = outer;
    }

    private void Text(string text, bool isKey)
    {
        var scalar = YamlScalar.Analyze(text);
        var outer = _indent;
        _indent = _indent < 0 ? Step : _indent + Step;
        var literal = text.Contains('\n', StringComparison.Ordinal) && !isKey;
        if (literal && scalar.BlockAllowed)
        {
            Literal(text);
        }
        else if (literal || (isKey && scalar.Multiline) || !YamlResolver.IsPlainString(text))
        {
            DoubleQuoted(text, !isKey);
        }
        else if (scalar.PlainAllowed && !(text.Length == 0 && isKey))
        {
            Plain(text, !isKey);
        }
        else if (scalar.SingleAllowed)
        {
            SingleQuoted(text, !isKey);
        }
        else
        {
            DoubleQuoted(text, !isKey);
        }

        _indent = outer;
    }

    private void Plain(string text, bool mayFold)
    {
        if (!_whitespace)
        {
            Put(' ');
        }

        Fold(text, mayFold, quote: null, edges: true);
        (_whitespace, _indention) = (false, false);
    }

    private void SingleQuoted(string text, bool mayFold)
    {
        Indicator("'", space: true);
        Fold(text, mayFold, quote: '\'', edges: false);
        Indicator("'");
        (_whitespace, _indention) = (false, false);
    }

    // Plain and single-quoted texts fold alike; a quoted one not at its edges.
    private void Fold(string text, bool mayFold, char? quote, bool edges)
    {
        var (spaces, breaks) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ' ')
            {
                var inside = edges || (i > 0 && i < text.Length - 1);
                if (mayFold && !spaces && _column > Width && inside && !(i + 1 < text.Length && text[i + 1] == ' '))
                {
                    Indent();
                }
                else
                {
                    Put(c);
                }

                spaces = true;
            }
            else if (YamlScalar.IsBreak(c))
            {
                if (!breaks && c == '\n')
                {
                    Break('\n');
                }

                Break(c);
                (_indention, breaks) = (true, true);
            }
            else
            {
                if (breaks)
                {
                    Indent();
                }

                if (c == quote)
                {
                    Put(c);
                }

                Put(c);
                (_indention, spaces, breaks) = (false, false, false);
            }
        }
    }

    private void DoubleQuoted(string text, bool mayFold)
    {
        Indicator("\"", space: true);
        var spaces = false;
        // A quirk of the original: behind a byte order mark everything is escaped.
        var escapeAll = text.StartsWith('\ufeff');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (escapeAll || !YamlScalar.IsPrintable(c) || YamlScalar.IsBreak(c) || c is '"' or '\\')
            {
                Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
                var before = _out.Length;
                YamlScalar.AppendEscape(rune, _out);
                _column += _out.Length - before;
                i += length - 1;
                spaces = false;
            }
            else if (c == ' ' && mayFold && !spaces && _column > Width && i > 0 && i < text.Length - 1)
            {
                Indent();
                if (text[i + 1] == ' ')
                {
                    Put('\\');
                }

                spaces = true;
            }
            else
            {
                Put(c);
                spaces = c == ' ';
            }
        }

        Indicator("\"");
        (_whitespace, _indention) = (false, false);
    }

    private void Literal(string text)
    {
        Indicator("|", space: true);
        if (text[0] == ' ' || YamlScalar.IsBreak(text[0]))
        {
            Indicator("2");
        }

        if (!YamlScalar.IsBreak(text[^1]))
        {
            Indicator("-");
        }
        else if (text.Length == 1 || YamlScalar.IsBreak(text[^2]))
        {
            Indicator("+");
        }

        Break('\n');
        (_indention, _whitespace) = (true, true);
        var breaks = true;
        foreach (var c in text)
        {
            if (YamlScalar.IsBreak(c))
            {
                Break(c);
                (_indention, breaks) = (true, true);
                continue;
            }

            if (breaks)
            {
                Indent();
            }

            Put(c);
            (_indention, breaks) = (false, false);
        }
    }

    private void Indicator(string sign, bool space = false, bool whitespace = false, bool indention = false)
    {
        if (space && !_whitespace)
        {
            Put(' ');
        }

        _out.Append(sign);
        _column += sign.Length;
        (_whitespace, _indention) = (whitespace, _indention && indention);
    }

    private void Indent()
    {
        var indent = Math.Max(_indent, 0);
        if (!_indention || _column > indent || (_column == indent && !_whitespace))
        {
            Break('\n');
        }

        _out.Append(' ', Math.Max(0, indent - _column));
        _column = Math.Max(_column, indent);
        (_whitespace, _indention) = (true, true);
    }

    private void Break(char c)
    {
        _out.Append(c);
        _column = 0;
    }

    private void Put(char c)
    {
        _out.Append(c);
        _column++;
    }
}
