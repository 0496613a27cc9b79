using System.Text;

namespace KubeEmulator.Values;

/// <summary>
/// Values under construction. The members of all open maps and lists lie one behind the other in two arrays that are
/// used again for the next document, so that a map costs its own array and nothing else:
/// <code>
/// {"a":1,"b":[2,3      names  a  b  -  -
///                      values 1  ?  2  3
///                      frames ^map  ^list
/// </code>
/// </summary>
internal sealed class JsonValueStack
{
    // Above this many members a map under construction gets an index; below, a scan is faster.
    private const int IndexFrom = 24;

    // A stack that grew for one huge document is not kept.
    private const int LargestKept = 16_384;

    private string[] _names = new string[256];
    private Value[] _values = new Value[256];
    private Frame[] _frames = new Frame[16];
    private int _count;
    private int _depth;
    private string? _name;

    /// <summary>The finished document.</summary>
    public Value Result => _values[0];

    public void Clear()
    {
        if (_values.Length > LargestKept)
        {
            (_names, _values) = (new string[256], new Value[256]);
        }
        else
        {
            Array.Clear(_names);
            Array.Clear(_values);
        }

        Array.Clear(_frames);
        (_count, _depth, _name) = (0, 0, null);
    }

    public void Name(string name, JsonReadOptions options)
    {
        _name = name;
        if (options.OnDuplicate is { } report && Find(ref _frames[_depth - 1], name) >= 0)
        {
            report(Path());
        }
    }

    public void Open(bool isMap)
    {
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _depth * 2);
        }

        _frames[_depth++] = new Frame(_count, isMap, _name);
        _name = null;
    }

    public void Close()
    {
        ref var frame = ref _frames[--_depth];
        var values = _values.AsSpan(frame.Start, _count - frame.Start);
        Value value = frame.IsMap
            ? MapValue.Adopt(_names.AsSpan(frame.Start, values.Length), values.ToArray())
            : ListValue.Adopt(values.ToArray());
        (_count, _name) = (frame.Start, frame.Name);
        frame = default;
        Add(value);
    }

    public void Add(Value value)
    {
        if (_name is not null)
        {
            var known = Find(ref _frames[_depth - 1], _name);
            if (known >= 0)
            {
                _values[known] = value;
                _name = null;
                return;
            }
        }

        if (_count == _values.Length)
        {
            Array.Resize(ref _names, _count * 2);
            Array.Resize(ref _values, _count * 2);
        }

        if (_name is not null)
        {
            _frames[_depth - 1].Index?.Add(_name, _count);
            _names[_count] = _name;
            _name = null;
        }

        _values[_count++] = value;
    }

    private int Find(ref Frame frame, string name)
    {
        var names = _names.AsSpan(frame.Start, _count - frame.Start);
        if (names.Length >= IndexFrom)
        {
            frame.Index ??= Index(frame.Start);
            return frame.Index.TryGetValue(name, out var found) ? found : -1;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return frame.Start + i;
            }
        }

        return -1;
    }

    private Dictionary<string, int> Index(int start)
    {
        var index = new Dictionary<string, int>((_count - start) * 2, StringComparer.Ordinal);
        for (var i = start; i < _count; i++)
        {
            index.Add(_names[i], i);
        }

        return index;
    }

    private string Path()
    {
        var path = new StringBuilder();
        for (var i = 0; i < _depth; i++)
        {
            if (!_frames[i].IsMap)
            {
                var end = i + 1 < _depth ? _frames[i + 1].Start : _count;
                path.Append('[').Append(end - _frames[i].Start).Append(']');
                continue;
            }

            path.Append(path.Length == 0 ? "" : ".").Append(i + 1 < _depth ? _frames[i + 1].Name : _name);
        }

        return path.ToString();
    }

    // Name is the member of the frame around that this map or list is to be.
    private record struct Frame(int Start, bool IsMap, string? Name)
    {
        public Dictionary<string, int>? Index { get; set; }
    }
}
