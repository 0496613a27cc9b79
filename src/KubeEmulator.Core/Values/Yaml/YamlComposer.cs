using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KubeEmulator.Values;

/// <summary>The parser's events to nodes, one document at a time; go-yaml's <c>decode.go</c>, first half.</summary>
internal sealed class YamlComposer(string yaml)
{
    private readonly Parser _parser = new(new StringReader(yaml));
    private readonly Dictionary<string, YamlElement> _anchors = new(StringComparer.Ordinal);
    private int _depth;

    private ParsingEvent Current => _parser.Current!;

    /// <summary>The next document's root; null at the end of the stream.</summary>
    public YamlElement? Next()
    {
        try
        {
            _anchors.Clear();
            while (_parser.MoveNext())
            {
                if (Current is DocumentStart)
                {
                    _parser.MoveNext();
                    var root = Node();
                    // What follows the document's end is read with the next one, as go-yaml does.
                    return root;
                }
            }

            return null;
        }
        catch (YamlException fault)
        {
            throw YamlFaults.Translate(fault);
        }
        catch (InvalidOperationException fault)
        {
            // The parser loses its place in some unclosed flow collections.
            throw new ValueFormatException("yaml: did not find expected ',' or ']'", fault);
        }
    }

    private static string TagOf(NodeEvent node) => node.Tag.IsEmpty ? "" : node.Tag.Value;

    // Leaves the node's last event current.
    private YamlElement Node() => Current switch
    {
        Scalar scalar => Anchored(scalar, new YamlElement
        {
            Kind = YamlElementKind.Scalar,
            Line = Line(),
            Tag = TagOf(scalar),
            Text = scalar.Value,
            IsPlain = scalar.Style == ScalarStyle.Plain,
        }),
        AnchorAlias alias => Alias(alias.Value.Value),
        SequenceStart sequence => Collection(sequence, YamlElementKind.Sequence),
        MappingStart mapping => Collection(mapping, YamlElementKind.Mapping),
        _ => throw new ValueFormatException($"yaml: attempted to parse unknown event: {Current.GetType().Name}"),
    };

    private YamlElement Alias(string name) => new()
    {
        Kind = YamlElementKind.Alias,
        Line = Line(),
        Text = name,
        Target = _anchors.TryGetValue(name, out var target) ? target : throw new ValueFormatException($"yaml: unknown anchor '{name}' referenced"),
    };

    private YamlElement Collection(NodeEvent start, YamlElementKind kind)
    {
        if (++_depth > JsonReadOptions.MaxDepth)
        {
            throw new ValueFormatException("yaml: exceeded max depth of 10000");
        }

        var node = Anchored(start, new YamlElement { Kind = kind, Line = Line(), Tag = TagOf(start) });
        while (_parser.MoveNext() && Current is not (SequenceEnd or MappingEnd))
        {
            node.Children.Add(Node());
        }

        _depth--;
        return node;
    }

    private YamlElement Anchored(NodeEvent source, YamlElement node)
    {
        if (!source.Anchor.IsEmpty)
        {
            _anchors[source.Anchor.Value] = node;
        }

        return node;
    }

    private int Line() => (int)Current.Start.Line;
}
