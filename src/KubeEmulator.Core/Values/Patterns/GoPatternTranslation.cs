using System.Globalization;
using System.Text;

namespace KubeEmulator.Values;

/// <summary>RE2's syntax in .NET's: ASCII classes, POSIX classes, <c>\Q..\E</c>, named groups, and <c>$</c> that means the very end.</summary>
internal sealed class GoPatternTranslation(string pattern)
{
    private readonly StringBuilder _text = new(pattern.Length + 16);
    private readonly Stack<bool> _groups = new();
    private int _at;
    private bool _multiline;
    private bool _mayRepeat;

    /// <exception cref="ValueFormatException">Not RE2; the message is Go's.</exception>
    public string Translate()
    {
        while (_at < pattern.Length)
        {
            Next();
        }

        return _groups.Count == 0 ? _text.ToString() : throw Fault("missing closing )", pattern);
    }

    private void Next()
    {
        var c = pattern[_at];
        switch (c)
        {
            case '\\':
                Escape();
                break;
            case '[':
                _at = new GoCharacterClass(pattern, _at).AppendTo(_text);
                _mayRepeat = true;
                break;
            case '(':
                Group();
                break;
            case ')':
                Close();
                break;
            case '*' or '+' or '?':
                Repeat(_at + 1);
                break;
            case '{' when RepeatEnd() is var end and > 0:
                Repeat(end);
                break;
            case '$':
                // .NET's $ also matches before a line end at the end of the text.
                _text.Append(_multiline ? "$" : "\\z");
                Advance();
                break;
            case '{':
                _text.Append("\\{");
                Advance();
                break;
            case '|':
                _text.Append('|');
                _at++;
                _mayRepeat = false;
                break;
            default:
                _text.Append(c);
                Advance();
                break;
        }
    }

    private void Advance()
    {
        _at++;
        _mayRepeat = true;
    }

    private void Escape()
    {
        if (_at + 1 == pattern.Length)
        {
            throw Fault("trailing backslash at end of expression", "");
        }

        var c = pattern[_at + 1];
        if (c == 'Q')
        {
            var end = pattern.IndexOf("\\E", _at, StringComparison.Ordinal);
            var literal = end < 0 ? pattern[(_at + 2)..] : pattern[(_at + 2)..end];
            _text.Append(System.Text.RegularExpressions.Regex.Escape(literal));
            _at = end < 0 ? pattern.Length : end + 2;
            _mayRepeat = true;
            return;
        }

        if (c is 'A' or 'b' or 'B' or 'z')
        {
            _text.Append('\\').Append(c);
            _at += 2;
            _mayRepeat = true;
            return;
        }

        _at = GoEscape.Append(pattern, _at, _text, inClass: false);
        _mayRepeat = true;
    }

    private void Group()
    {
        if (_at + 1 >= pattern.Length || pattern[_at + 1] != '?')
        {
            Open("(", _at + 1);
            return;
        }

        var rest = pattern.AsSpan(_at + 2);
        if (rest.StartsWith("P<") || (rest.StartsWith("<") && !rest.StartsWith("<=") && !rest.StartsWith("<!")))
        {
            var name = _at + 2 + rest.IndexOf('<') + 1;
            var end = pattern.IndexOf('>', name);
            if (end <= name)
            {
                throw Fault("invalid named capture", pattern[_at..]);
            }

            Open($"(?<{pattern[name..end]}>", end + 1);
            return;
        }

        Flags();
    }

    // (?i) and (?i:...), with i, m, s and their negation; U and look-around are not in the engine.
    private void Flags()
    {
        var negated = false;
        for (var i = _at + 2; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case 'i' or 's':
                    break;
                case 'm':
                    _multiline = !negated;
                    break;
                case '-' when !negated:
                    negated = true;
                    break;
                case ':':
                    Open(pattern[_at..(i + 1)], i + 1);
                    return;
                case ')' when i > _at + 2:
                    _text.Append(pattern, _at, i + 1 - _at);
                    _at = i + 1;
                    _mayRepeat = false;
                    return;
                default:
                    throw Fault("invalid or unsupported Perl syntax", pattern[_at..(i + 1)]);
            }
        }

        throw Fault("missing closing )", pattern);
    }

    private void Open(string text, int next)
    {
        _groups.Push(_multiline);
        _text.Append(text);
        _at = next;
        _mayRepeat = false;
    }

    private void Close()
    {
        if (_groups.Count == 0)
        {
            throw Fault("unexpected )", pattern);
        }

        _multiline = _groups.Pop();
        _text.Append(')');
        Advance();
    }

    private void Repeat(int end)
    {
        if (!_mayRepeat)
        {
            throw Fault("missing argument to repetition operator", pattern[_at..end]);
        }

        var operation = _at;
        end = end < pattern.Length && pattern[end] == '?' ? end + 1 : end;
        if (end < pattern.Length && (pattern[end] is '*' or '+' or '?'))
        {
            throw Fault("invalid nested repetition operator", pattern[operation..(end + 1)]);
        }

        _text.Append(pattern, operation, end - operation);
        _at = end;
        _mayRepeat = true;
    }

    // {n}, {n,} or {n,m}; anything else is a literal brace. The end, or -1.
    private int RepeatEnd()
    {
        var close = pattern.IndexOf('}', _at);
        if (close < 0)
        {
            return -1;
        }

        var bounds = pattern[(_at + 1)..close].Split(',');
        if (bounds.Length > 2 || !Number(bounds[0], out var least))
        {
            return -1;
        }

        var most = least;
        if (bounds.Length == 2 && bounds[1].Length > 0 && !Number(bounds[1], out most))
        {
            return -1;
        }

        // RE2 repeats at most a thousand times.
        return least <= 1000 && most <= 1000 && (bounds.Length == 1 || bounds[1].Length == 0 || most >= least)
            ? close + 1
            : throw Fault("invalid repeat count", pattern[_at..(close + 1)]);
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    internal static ValueFormatException Fault(string what, string where) =>
        new(where.Length == 0 ? $"error parsing regexp: {what}: ``" : $"error parsing regexp: {what}: `{where}`");
}
