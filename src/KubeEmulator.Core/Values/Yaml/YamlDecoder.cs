using System.Globalization;

namespace KubeEmulator.Values;

/// <summary>
/// Nodes to values; go-yaml's <c>decode.go</c>, second half, with its bound on what aliases may multiply
/// and <c>sigs.k8s.io/yaml</c>'s conversion of keys.
/// </summary>
internal sealed class YamlDecoder(YamlReadOptions options)
{
    // go-yaml's figures: 99% of a document of up to 400,000 nodes may come from aliases, 10% of one of 4,000,000.
    private const int SmallDocument = 400_000;
    private const int LargeDocument = 4_000_000;

    private readonly HashSet<YamlElement> _open = [];
    private int _nodes;
    private int _aliased;
    private int _aliasDepth;

    public Value Decode(YamlElement node)
    {
        Count();
        return node.Kind switch
        {
            YamlElementKind.Scalar => Scalar(node),
            YamlElementKind.Sequence => ListValue.From(node.Children.ConvertAll(Decode)),
            YamlElementKind.Mapping => Mapping(node),
            _ => Alias(node, Decode),
        };
    }

    private static Value Scalar(YamlElement node)
    {
        if (node.Tag.Length == 0 && !node.IsPlain)
        {
            return node.Text;
        }

        // A tag of "!" alone says that the text is a text.
        var value = YamlResolver.Resolve(node.Tag == "!" ? "str" : node.Tag, node.Text);
        return value is NumberValue number && !double.IsFinite(number.AsDouble)
            ? throw new ValueFormatException($"json: unsupported value: {Infinite(number.AsDouble)}")
            : value;
    }

    private static string Infinite(double number) => double.IsNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";

    private void Count()
    {
        _nodes++;
        _aliased += _aliasDepth > 0 ? 1 : 0;
        var allowed = _nodes <= SmallDocument ? 0.99 : _nodes >= LargeDocument ? 0.10 : 0.99 - (0.89 * ((double)(_nodes - SmallDocument) / (LargeDocument - SmallDocument)));
        if (_aliased > 100 && _nodes > 1000 && (double)_aliased / _nodes > allowed)
        {
            throw new ValueFormatException("yaml: document contains excessive aliasing");
        }
    }

    private MapValue Mapping(YamlElement node)
    {
        var map = new MapBuilder();
        Fill(node, map);
        return map.Build();
    }

    private void Fill(YamlElement node, MapBuilder map)
    {
        for (var i = 0; i + 1 < node.Children.Count; i += 2)
        {
            var (keyNode, valueNode) = (node.Children[i], node.Children[i + 1]);
            if (keyNode.IsMerge)
            {
                Merge(valueNode, map);
                continue;
            }

            var key = Decode(keyNode);
            if (key is MapValue or ListValue)
            {
                throw new ValueFormatException($"yaml: invalid map key: {YamlGoSyntax.Write(key)}");
            }

            var value = Decode(valueNode);
            var name = KeyText(key, value);
            if (options.OnDuplicate is { } report && map[name] is not null)
            {
                report(string.Create(CultureInfo.InvariantCulture, $"line {valueNode.Line}: key {YamlGoSyntax.Write(key)} already set in map"));
            }

            map.Set(name, value);
        }
    }

    private void Merge(YamlElement node, MapBuilder map)
    {
        if (node.Kind == YamlElementKind.Sequence)
        {
            // Earlier ones take precedence, so they come last.
            for (var i = node.Children.Count - 1; i >= 0; i--)
            {
                MergeMapping(node.Children[i], map);
            }

            return;
        }

        MergeMapping(node, map);
    }

    private void MergeMapping(YamlElement node, MapBuilder map)
    {
        if ((node.Target ?? node).Kind != YamlElementKind.Mapping)
        {
            throw new ValueFormatException("yaml: map merge requires map or sequence of maps as the value");
        }

        Count();
        if (node.Kind == YamlElementKind.Alias)
        {
            Alias(node, target =>
            {
                Count();
                Fill(target, map);
                return Value.Null;
            });
            return;
        }

        Fill(node, map);
    }

    private Value Alias(YamlElement node, Func<YamlElement, Value> decode)
    {
        if (!_open.Add(node))
        {
            throw new ValueFormatException($"yaml: anchor '{node.Text}' value contains itself");
        }

        _aliasDepth++;
        var value = decode(node.Target!);
        _aliasDepth--;
        _open.Remove(node);
        return value;
    }

    private static string KeyText(Value key, Value value) => key switch
    {
        StringValue text => text.Text,
        BoolValue flag => flag.Value ? "true" : "false",
        NumberValue { IsInteger: true } number => number.Text,
        NumberValue number => GoNumbers.FormatGeneral((float)number.AsDouble),
        _ => throw new ValueFormatException($"unsupported map key of type: %!s(<nil>), key: <nil>, value: {YamlGoSyntax.Write(value)}"),
    };
}
