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
    private string? _unsupportedKey;
    private string? _unsupportedNumber;

    /// <summary>A document's value. What JSON has no form for is refused last, after all that YAML itself refuses.</summary>
    public Value Decode(YamlElement root)
    {
        var value = Element(root);
        return (_unsupportedKey ?? _unsupportedNumber) is { } fault ? throw new ValueFormatException(fault) : value;
    }

    private Value Element(YamlElement node)
    {
        Count();
        return node.Kind switch
        {
            YamlElementKind.Scalar => Scalar(node),
            YamlElementKind.Sequence => ListValue.From(node.Children.ConvertAll(Element)),
            YamlElementKind.Mapping => Mapping(node),
            _ => Alias(node, Element),
        };
    }

    private Value Scalar(YamlElement node)
    {
        if (node.Tag.Length == 0 && !node.IsPlain)
        {
            return node.Text;
        }

        // A tag of "!" alone says that the text is a text.
        var value = YamlResolver.Resolve(node.Tag == "!" ? "str" : node.Tag, node.Text);
        if (value is NumberValue number && !double.IsFinite(number.AsDouble))
        {
            _unsupportedNumber ??= $"json: unsupported value: {Infinite(number.AsDouble)}";
        }

        return value;
    }

    private static string FloatKey(double number) => number switch
    {
        double.NaN => ".nan",
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        _ => GoNumbers.FormatGeneral((float)number),
    };

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

            // An infinite number may be a key: there it is a text.
            var unsupported = _unsupportedNumber;
            var key = Element(keyNode);
            _unsupportedNumber = unsupported;
            if (key is MapValue or ListValue)
            {
                throw new ValueFormatException($"yaml: invalid map key: {YamlGoSyntax.Write(key)}");
            }

            var value = Element(valueNode);
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

    private string KeyText(Value key, Value value)
    {
        switch (key)
        {
            case StringValue text:
                return text.Text;
            case BoolValue flag:
                return flag.Value ? "true" : "false";
            case NumberValue number:
                return number.IsInteger ? number.Text : FloatKey(number.AsDouble);
            default:
                _unsupportedKey ??= $"unsupported map key of type: %!s(<nil>), key: <nil>, value: {YamlGoSyntax.Write(value)}";
                return "null";
        }
    }
}
