namespace KubeEmulator.Values;

/// <summary>
/// Tokens to elements, one document at a time. The grammar and what is said where it is broken are libyaml's as go-yaml v2
/// has them (<c>parserc.go</c>).
/// </summary>
internal sealed class YamlComposer(string yaml)
{
    private readonly YamlScanner _scanner = new(yaml);
    private readonly Dictionary<string, YamlElement> _anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tagPrefixes = new(StringComparer.Ordinal);
    private bool _isFirst = true;
    private int _depth;

    /// <summary>The next document's root; null at the end of the stream.</summary>
    public YamlElement? Next()
    {
        _anchors.Clear();
        _tagPrefixes.Clear();
        while (!_isFirst && Is(YamlTokenKind.DocumentEnd))
        {
            _scanner.Take();
        }

        if (Is(YamlTokenKind.StreamEnd))
        {
            return null;
        }

        var isImplicit = _isFirst && !Is(YamlTokenKind.VersionDirective, YamlTokenKind.TagDirective, YamlTokenKind.DocumentStart);
        _isFirst = false;
        Directives();
        if (!isImplicit)
        {
            Expect(YamlTokenKind.DocumentStart, "did not find expected <document start>");
        }

        var ends = !isImplicit && Is(YamlTokenKind.VersionDirective, YamlTokenKind.TagDirective, YamlTokenKind.DocumentStart, YamlTokenKind.DocumentEnd, YamlTokenKind.StreamEnd);
        var root = ends ? Empty() : Node(block: true, indentless: false);
        if (Is(YamlTokenKind.DocumentEnd))
        {
            _scanner.Take();
        }

        return root;
    }

    private bool Is(params ReadOnlySpan<YamlTokenKind> kinds) => kinds.Contains(_scanner.Peek().Kind);

    private void Expect(YamlTokenKind kind, string otherwise)
    {
        if (!Is(kind))
        {
            throw YamlFaults.Parser(_scanner.Peek().Start, otherwise);
        }

        _scanner.Take();
    }

    private void Directives()
    {
        var version = false;
        while (Is(YamlTokenKind.VersionDirective, YamlTokenKind.TagDirective))
        {
            var token = _scanner.Peek();
            var fault = token.Kind == YamlTokenKind.TagDirective
                ? _tagPrefixes.TryAdd(token.Text, token.Suffix) ? null : "found duplicate %TAG directive"
                : version ? "found duplicate %YAML directive"
                : token.Text != "1.1" ? "found incompatible YAML document"
                : null;
            if (fault is not null)
            {
                throw YamlFaults.Parser(token.Start, fault);
            }

            version |= token.Kind == YamlTokenKind.VersionDirective;
            _scanner.Take();
        }

        _tagPrefixes.TryAdd("!", "!");
        _tagPrefixes.TryAdd("!!", "tag:yaml.org,2002:");
    }

    private YamlElement Node(bool block, bool indentless)
    {
        if (Is(YamlTokenKind.Alias))
        {
            return Alias(_scanner.Take());
        }

        var start = _scanner.Peek().Start;
        var (anchor, tag) = Properties();
        var token = _scanner.Peek();
        switch (token.Kind)
        {
            case YamlTokenKind.BlockEntry when indentless:
                return Collection(YamlElementKind.Sequence, start, anchor, tag, IndentlessSequence);
            case YamlTokenKind.Scalar:
                _scanner.Take();
                return Anchored(anchor, new YamlElement
                {
                    Kind = YamlElementKind.Scalar,
                    Line = start.Line + 1,
                    Tag = tag,
                    Text = token.Text,
                    IsPlain = tag == "!" || (tag.Length == 0 && token.IsPlain),
                });
            case YamlTokenKind.FlowSequenceStart:
                return Collection(YamlElementKind.Sequence, start, anchor, tag, FlowSequence);
            case YamlTokenKind.FlowMappingStart:
                return Collection(YamlElementKind.Mapping, start, anchor, tag, FlowMapping);
            case YamlTokenKind.BlockSequenceStart when block:
                return Collection(YamlElementKind.Sequence, start, anchor, tag, BlockSequence);
            case YamlTokenKind.BlockMappingStart when block:
                return Collection(YamlElementKind.Mapping, start, anchor, tag, BlockMapping);
            default:
                return anchor.Length + tag.Length > 0
                    ? Anchored(anchor, new YamlElement { Kind = YamlElementKind.Scalar, Line = start.Line + 1, Tag = tag, IsPlain = tag.Length == 0 })
                    : throw YamlFaults.Parser(token.Start, "did not find expected node content");
        }
    }

    // An anchor and a tag, in either order.
    private (string Anchor, string Tag) Properties()
    {
        var anchor = Is(YamlTokenKind.Anchor) ? _scanner.Take() : null;
        var tag = Is(YamlTokenKind.Tag) ? _scanner.Take() : null;
        anchor ??= tag is not null && Is(YamlTokenKind.Anchor) ? _scanner.Take() : null;
        if (tag is null)
        {
            return (anchor?.Text ?? "", "");
        }

        var prefix = "";
        return tag.Text.Length == 0 || _tagPrefixes.TryGetValue(tag.Text, out prefix)
            ? (anchor?.Text ?? "", prefix + tag.Suffix)
            : throw YamlFaults.Parser(tag.Start, "found undefined tag handle");
    }

    private YamlElement Alias(YamlToken token) => new()
    {
        Kind = YamlElementKind.Alias,
        Line = token.Start.Line + 1,
        Text = token.Text,
        Target = _anchors.TryGetValue(token.Text, out var target) ? target : throw new ValueFormatException($"yaml: unknown anchor '{token.Text}' referenced"),
    };

    private YamlElement Collection(YamlElementKind kind, YamlMark start, string anchor, string tag, Action<List<YamlElement>> fill)
    {
        if (++_depth > JsonReadOptions.MaxDepth)
        {
            throw YamlFaults.Parser(start, $"exceeded max depth of {JsonReadOptions.MaxDepth}");
        }

        var collection = Anchored(anchor, new YamlElement { Kind = kind, Line = start.Line + 1, Tag = tag });
        fill(collection.Children);
        _depth--;
        return collection;
    }

    private void BlockSequence(List<YamlElement> items)
    {
        _scanner.Take();
        while (Is(YamlTokenKind.BlockEntry))
        {
            _scanner.Take();
            items.Add(Is(YamlTokenKind.BlockEntry, YamlTokenKind.BlockEnd) ? Empty() : Node(block: true, indentless: false));
        }

        Expect(YamlTokenKind.BlockEnd, "did not find expected '-' indicator");
    }

    private void IndentlessSequence(List<YamlElement> items)
    {
        while (Is(YamlTokenKind.BlockEntry))
        {
            _scanner.Take();
            items.Add(Is(YamlTokenKind.BlockEntry, YamlTokenKind.Key, YamlTokenKind.Value, YamlTokenKind.BlockEnd) ? Empty() : Node(block: true, indentless: false));
        }
    }

    private void BlockMapping(List<YamlElement> pairs)
    {
        _scanner.Take();
        while (Is(YamlTokenKind.Key))
        {
            pairs.Add(BlockMember(YamlTokenKind.Key));
            pairs.Add(BlockMember(YamlTokenKind.Value));
        }

        Expect(YamlTokenKind.BlockEnd, "did not find expected key");
    }

    private YamlElement BlockMember(YamlTokenKind sign)
    {
        if (!Is(sign))
        {
            return Empty();
        }

        _scanner.Take();
        return Is(YamlTokenKind.Key, YamlTokenKind.Value, YamlTokenKind.BlockEnd) ? Empty() : Node(block: true, indentless: true);
    }

    private void FlowSequence(List<YamlElement> items)
    {
        _scanner.Take();
        for (var first = true; !Is(YamlTokenKind.FlowSequenceEnd); first = false)
        {
            if (!first)
            {
                Expect(YamlTokenKind.FlowEntry, "did not find expected ',' or ']'");
            }

            if (Is(YamlTokenKind.Key))
            {
                var start = _scanner.Take().Start;
                items.Add(Collection(YamlElementKind.Mapping, start, "", "", FlowPair));
            }
            else if (!Is(YamlTokenKind.FlowSequenceEnd))
            {
                items.Add(Node(block: false, indentless: false));
            }
        }

        _scanner.Take();
    }

    // A mapping of one pair that stands in a sequence without braces.
    private void FlowPair(List<YamlElement> pair)
    {
        if (Is(YamlTokenKind.Value, YamlTokenKind.FlowEntry, YamlTokenKind.FlowSequenceEnd))
        {
            pair.Add(Empty());
            _scanner.Take();
        }
        else
        {
            pair.Add(Node(block: false, indentless: false));
        }

        pair.Add(FlowValue(YamlTokenKind.FlowSequenceEnd));
    }

    private void FlowMapping(List<YamlElement> pairs)
    {
        _scanner.Take();
        for (var first = true; !Is(YamlTokenKind.FlowMappingEnd); first = false)
        {
            if (!first)
            {
                Expect(YamlTokenKind.FlowEntry, "did not find expected ',' or '}'");
            }

            if (Is(YamlTokenKind.Key))
            {
                _scanner.Take();
                var absent = Is(YamlTokenKind.Value, YamlTokenKind.FlowEntry, YamlTokenKind.FlowMappingEnd);
                pairs.Add(absent ? Empty() : Node(block: false, indentless: false));
                pairs.Add(FlowValue(YamlTokenKind.FlowMappingEnd));
            }
            else if (!Is(YamlTokenKind.FlowMappingEnd))
            {
                pairs.Add(Node(block: false, indentless: false));
                pairs.Add(Empty());
            }
        }

        _scanner.Take();
    }

    private YamlElement FlowValue(YamlTokenKind end)
    {
        if (!Is(YamlTokenKind.Value))
        {
            return Empty();
        }

        _scanner.Take();
        return Is(YamlTokenKind.FlowEntry, end) ? Empty() : Node(block: false, indentless: false);
    }

    private YamlElement Empty() => new() { Kind = YamlElementKind.Scalar, Line = _scanner.Peek().Start.Line + 1, IsPlain = true };

    private YamlElement Anchored(string anchor, YamlElement element)
    {
        if (anchor.Length > 0)
        {
            _anchors[anchor] = element;
        }

        return element;
    }
}
