using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>Finds the marks in the documents of a template.</summary>
/// <param name="uids">The uids and their numbers, which come after those of <see cref="TemplateMarks"/>.</param>
internal sealed class PatternReader(IReadOnlyDictionary<string, int> uids)
{
    private const string UidKey = "\"uid\":\"";
    private const int UidLength = 36;

    private readonly Dictionary<Value, Pattern> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many values a cluster needs to fill the patterns.</summary>
    public int Size { get; private set; } = TemplateMarks.Count + uids.Count;

    /// <summary>The pattern of a document, or of a part of one.</summary>
    public Pattern Read(Value value)
    {
        if (value is not (StringValue or NumberValue or MapValue or ListValue))
        {
            return Pattern.Constant;
        }

        if (_known.TryGetValue(value, out var known))
        {
            return known;
        }

        var pattern = value switch
        {
            StringValue text => ReadText(text.Text),
            NumberValue number => number.TryGetInt64(out var port) && port == TemplateMarks.Port ? new Pattern.Mark(TemplateMarks.PortMark) : Pattern.Constant,
            MapValue map => ReadMap(map),
            _ => ReadParts(((ListValue)value).AsSpan()) is { Length: > 0 } parts ? new Pattern.List((ListValue)value, parts) : Pattern.Constant,
        };

        // Stored documents share their equal parts, so what is found in two of them is mostly found again.
        return _known[value] = pattern.IsConstant || pattern is Pattern.Mark ? pattern : new Pattern.Once(pattern, Size++);
    }

    private Pattern.Placed[] ReadParts(ReadOnlySpan<Value> values)
    {
        List<Pattern.Placed>? parts = null;
        for (var i = 0; i < values.Length; i++)
        {
            var part = Read(values[i]);
            if (!part.IsConstant)
            {
                (parts ??= []).Add(new Pattern.Placed(i, part));
            }
        }

        return parts?.ToArray() ?? [];
    }

    private Pattern ReadMap(MapValue map)
    {
        var parts = ReadParts(map.Values);
        List<Pattern.Placed>? names = null;
        for (var i = 0; i < map.Count; i++)
        {
            if (ReadName(map.Keys[i]) is { } name)
            {
                (names ??= []).Add(new Pattern.Placed(i, name));
            }
        }

        return parts.Length == 0 && names is null ? Pattern.Constant : new Pattern.Map(map, parts, names?.ToArray() ?? []);
    }

    // Field sets name owners by their uid: k:{"uid":"..."}.
    private Pattern.Text? ReadName(string name)
    {
        var at = name.IndexOf(UidKey, StringComparison.Ordinal) + UidKey.Length;
        return at >= UidKey.Length && name.Length >= at + UidLength && uids.TryGetValue(name.Substring(at, UidLength), out var uid)
            ? new Pattern.Text(name, name.Substring(at, UidLength), uid)
            : null;
    }

    private Pattern ReadText(string text)
    {
        if (uids.TryGetValue(text, out var uid))
        {
            return new Pattern.Mark(uid);
        }

        for (var mark = 0; mark < TemplateMarks.Texts.Count; mark++)
        {
            var part = TemplateMarks.Texts[mark];
            if (text.Contains(part, StringComparison.Ordinal))
            {
                return text.Length == part.Length ? new Pattern.Mark(mark) : new Pattern.Text(text, part, mark);
            }
        }

        return Pattern.Constant;
    }
}
