namespace KubeEmulator.Values;

/// <summary>
/// Text to tokens. Indentation becomes tokens here, and a key that no <c>?</c> announces is noticed only at its colon, so its
/// token is put in before what was scanned since. The rules are libyaml's as go-yaml v2 has them (<c>scannerc.go</c>).
/// </summary>
internal sealed class YamlScanner(string text)
{
    // A key without "?" ends on its line and within so many characters.
    private const int LongestSimpleKey = 1024;

    private readonly YamlCursor _cursor = new(text);
    private readonly List<YamlToken> _queue = [];
    private readonly Stack<int> _indents = new();

    // One per flow level: the place where a key may have started.
    private readonly List<SimpleKey> _keys = [default];
    private readonly Dictionary<int, int> _keysByToken = [];
    private int _head;
    private int _taken;
    private int _indent = -1;
    private int _flowLevel;
    private bool _keyAllowed = true;
    private bool _available;

    /// <summary>The next token, left in place.</summary>
    public YamlToken Peek()
    {
        while (!_available)
        {
            if (_head < _queue.Count && !(_keysByToken.TryGetValue(_taken, out var key) && IsValid(key)))
            {
                _available = true;
                break;
            }

            Fetch();
        }

        return _queue[_head];
    }

    /// <summary>The next token, taken away.</summary>
    public YamlToken Take()
    {
        var token = Peek();
        _available = false;
        _taken++;
        _head++;
        if (_head > 64)
        {
            _queue.RemoveRange(0, _head);
            _head = 0;
        }

        return token;
    }

    private void Fetch()
    {
        SkipToToken();
        Unroll(_cursor.Mark.Column);
        if (_cursor.AtEnd)
        {
            FetchStreamEnd();
        }
        else if (_cursor.Mark.Column == 0 && _cursor.Current == '%')
        {
            ResetForDocument();
            Append(YamlTagScanner.Directive(_cursor));
        }
        else if (_cursor.IsDocumentIndicator())
        {
            ResetForDocument();
            Append(_cursor.Current == '-' ? YamlTokenKind.DocumentStart : YamlTokenKind.DocumentEnd, 3);
        }
        else if (!FetchIndicator(_cursor.Current) && !FetchContent(_cursor.Current))
        {
            throw YamlFaults.Scanner(_cursor.Mark, "found character that cannot start any token");
        }
    }

    private bool FetchIndicator(char c)
    {
        switch (c)
        {
            case '[' or '{':
                StartFlow(c == '[' ? YamlTokenKind.FlowSequenceStart : YamlTokenKind.FlowMappingStart);
                return true;
            case ']' or '}':
                EndFlow(c == ']' ? YamlTokenKind.FlowSequenceEnd : YamlTokenKind.FlowMappingEnd);
                return true;
            case ',':
                RemoveKey();
                _keyAllowed = true;
                Append(YamlTokenKind.FlowEntry, 1);
                return true;
            case '-' when _cursor.IsBlankOrEnd(1):
                FetchBlockEntry();
                return true;
            case '?' when _flowLevel > 0 || _cursor.IsBlankOrEnd(1):
                FetchKey();
                return true;
            case ':' when _flowLevel > 0 || _cursor.IsBlankOrEnd(1):
                FetchValue();
                return true;
            default:
                return false;
        }
    }

    private bool FetchContent(char c)
    {
        switch (c)
        {
            case '*' or '&':
                StartsKey();
                Append(YamlTagScanner.Anchor(_cursor, c == '*' ? YamlTokenKind.Alias : YamlTokenKind.Anchor));
                return true;
            case '!':
                StartsKey();
                Append(YamlTagScanner.Tag(_cursor));
                return true;
            case '|' or '>' when _flowLevel == 0:
                RemoveKey();
                _keyAllowed = true;
                Append(YamlScalarScanner.Block(_cursor, _indent, literal: c == '|'));
                return true;
            case '\'' or '"':
                StartsKey();
                Append(YamlScalarScanner.Quoted(_cursor));
                return true;
            case '-' when !_cursor.IsBlank(1):
            case '?' or ':' when _flowLevel == 0:
                break;
            case '-' or '?' or ':' or '|' or '>' or '#' or '%' or '@' or '`' or '\t':
                return false;
        }

        StartsKey();
        Append(YamlScalarScanner.Plain(_cursor, _indent, _flowLevel > 0, out var crossedLines));
        _keyAllowed |= crossedLines;
        return true;
    }

    private void SkipToToken()
    {
        while (true)
        {
            if (_cursor.Mark.Column == 0 && _cursor.Current == '\ufeff')
            {
                _cursor.Skip();
            }

            // Tabs do not indent, so they may not stand where a block's line begins.
            while (_cursor.Current == ' ' || (_cursor.Current == '\t' && (_flowLevel > 0 || !_keyAllowed)))
            {
                _cursor.Skip();
            }

            _cursor.SkipComment();
            if (!_cursor.IsBreak())
            {
                return;
            }

            _cursor.SkipLineBreak();
            _keyAllowed |= _flowLevel == 0;
        }
    }

    private void FetchStreamEnd()
    {
        _cursor.ForceNewLine();
        ResetForDocument();
        Append(new YamlToken(YamlTokenKind.StreamEnd, _cursor.Mark));
    }

    private void ResetForDocument()
    {
        Unroll(-1);
        RemoveKey();
        _keyAllowed = false;
    }

    private void StartFlow(YamlTokenKind kind)
    {
        SaveKey();
        _keys.Add(new SimpleKey(false, false, NextNumber(), _cursor.Mark));
        if (++_flowLevel > JsonReadOptions.MaxDepth)
        {
            throw YamlFaults.Scanner(_cursor.Mark, $"exceeded max depth of {JsonReadOptions.MaxDepth}");
        }

        _keyAllowed = true;
        Append(kind, 1);
    }

    private void EndFlow(YamlTokenKind kind)
    {
        RemoveKey();
        if (_flowLevel > 0)
        {
            _flowLevel--;
            _keysByToken.Remove(_keys[^1].Token);
            _keys.RemoveAt(_keys.Count - 1);
        }

        _keyAllowed = false;
        Append(kind, 1);
    }

    private void FetchBlockEntry()
    {
        // In a flow the parser complains, which knows the context.
        OpenBlock(YamlTokenKind.BlockSequenceStart, "block sequence entries are not allowed in this context");
        RemoveKey();
        _keyAllowed = true;
        Append(YamlTokenKind.BlockEntry, 1);
    }

    private void FetchKey()
    {
        OpenBlock(YamlTokenKind.BlockMappingStart, "mapping keys are not allowed in this context");
        RemoveKey();
        _keyAllowed = _flowLevel == 0;
        Append(YamlTokenKind.Key, 1);
    }

    private void FetchValue()
    {
        var level = _keys.Count - 1;
        if (IsValid(level))
        {
            var key = _keys[level];
            Insert(key.Token, new YamlToken(YamlTokenKind.Key, key.Mark));
            Roll(key.Mark.Column, key.Token, YamlTokenKind.BlockMappingStart, key.Mark);
            _keys[level] = key with { IsPossible = false };
            _keysByToken.Remove(key.Token);
            _keyAllowed = false;
        }
        else
        {
            OpenBlock(YamlTokenKind.BlockMappingStart, "mapping values are not allowed in this context");
            _keyAllowed = _flowLevel == 0;
        }

        Append(YamlTokenKind.Value, 1);
    }

    private void OpenBlock(YamlTokenKind kind, string fault)
    {
        if (_flowLevel > 0)
        {
            return;
        }

        if (!_keyAllowed)
        {
            throw YamlFaults.Scanner(_cursor.Mark, fault);
        }

        Roll(_cursor.Mark.Column, -1, kind, _cursor.Mark);
    }

    // Deeper than before: a collection starts, perhaps before tokens that are queued already.
    private void Roll(int column, int token, YamlTokenKind kind, YamlMark mark)
    {
        if (_flowLevel > 0 || _indent >= column)
        {
            return;
        }

        _indents.Push(_indent);
        _indent = column;
        if (_indents.Count > JsonReadOptions.MaxDepth)
        {
            throw YamlFaults.Scanner(_cursor.Mark, $"exceeded max depth of {JsonReadOptions.MaxDepth}");
        }

        Insert(token, new YamlToken(kind, mark));
    }

    private void Unroll(int column)
    {
        while (_flowLevel == 0 && _indent > column)
        {
            Append(new YamlToken(YamlTokenKind.BlockEnd, _cursor.Mark));
            _indent = _indents.Pop();
        }
    }

    private void StartsKey()
    {
        SaveKey();
        _keyAllowed = false;
    }

    private void SaveKey()
    {
        if (!_keyAllowed)
        {
            return;
        }

        var key = new SimpleKey(true, _flowLevel == 0 && _indent == _cursor.Mark.Column, NextNumber(), _cursor.Mark);
        RemoveKey();
        _keys[^1] = key;
        _keysByToken[key.Token] = _keys.Count - 1;
    }

    private void RemoveKey()
    {
        var key = _keys[^1];
        if (!key.IsPossible)
        {
            return;
        }

        if (key.IsRequired)
        {
            throw YamlFaults.Scanner(_cursor.Mark, "could not find expected ':'");
        }

        _keys[^1] = key with { IsPossible = false };
        _keysByToken.Remove(key.Token);
    }

    private bool IsValid(int level)
    {
        var key = _keys[level];
        if (!key.IsPossible || (key.Mark.Line >= _cursor.Mark.Line && key.Mark.Index + LongestSimpleKey >= _cursor.Mark.Index))
        {
            return key.IsPossible;
        }

        if (key.IsRequired)
        {
            throw YamlFaults.Scanner(_cursor.Mark, "could not find expected ':'");
        }

        _keys[level] = key with { IsPossible = false };
        return false;
    }

    private int NextNumber() => _taken + _queue.Count - _head;

    private void Append(YamlTokenKind kind, int length)
    {
        var mark = _cursor.Mark;
        _cursor.Skip(length);
        Append(new YamlToken(kind, mark));
    }

    private void Append(YamlToken token) => _queue.Add(token);

    // A number that was taken already goes to the end, as in the original.
    private void Insert(int number, YamlToken token)
    {
        var at = number - _taken;
        if (number < 0 || at < 0)
        {
            _queue.Add(token);
        }
        else
        {
            _queue.Insert(_head + at, token);
        }
    }

    private readonly record struct SimpleKey(bool IsPossible, bool IsRequired, int Token, YamlMark Mark);
}
