using System.Text;

namespace KubeEmulator.Values;

/// <summary>
/// YAML in and out the way Kubernetes does it (<c>sigs.k8s.io/yaml</c> over go-yaml v2): YAML 1.1 booleans and octal numbers,
/// merge keys, sorted members and folded lines on the way out.
/// </summary>
public static class YamlText
{
    /// <summary>The first document of a text; JSON null for an empty text.</summary>
    /// <exception cref="ValueFormatException">Malformed; the message is go-yaml's, with its line.</exception>
    public static Value Parse(string yaml) => Read(yaml, YamlReadOptions.Default);

    /// <summary>The first document of a UTF-8 text; JSON null for an empty text.</summary>
    /// <exception cref="ValueFormatException">Malformed; the message is go-yaml's, with its line.</exception>
    public static Value Parse(ReadOnlySpan<byte> utf8) => Read(Decode(utf8), YamlReadOptions.Default);

    /// <summary>All documents of a text that are not empty, such as the objects of a manifest.</summary>
    /// <exception cref="ValueFormatException">Malformed; documents before the fault have been given already.</exception>
    public static IEnumerable<Value> ParseAll(string yaml) => ParsePlaced(yaml).Select(document => document.Value);

    /// <summary>As <see cref="ParseAll"/>, with the lines where documents and their items stand.</summary>
    /// <exception cref="ValueFormatException">Malformed; documents before the fault have been given already.</exception>
    internal static IEnumerable<PlacedDocument> ParsePlaced(string yaml)
    {
        YamlCharacters.Check(yaml);
        var composer = new YamlComposer(yaml);
        while (composer.Next() is { } document)
        {
            if (new YamlDecoder(YamlReadOptions.Default).Decode(document) is not NullValue and var value)
            {
                yield return new PlacedDocument(value, document.Line, ItemLines(document));
            }
        }
    }

    /// <summary>A value as a YAML document, members sorted as the server and kubectl sort them.</summary>
    public static string Write(Value value)
    {
        var emitter = new YamlEmitter();
        emitter.Write(value);
        return emitter.ToString();
    }

    private static int[] ItemLines(YamlElement document)
    {
        for (var i = 0; document.Kind == YamlElementKind.Mapping && i + 1 < document.Children.Count; i += 2)
        {
            if (document.Children[i].Text == "items" && document.Children[i + 1] is { Kind: YamlElementKind.Sequence } items)
            {
                return [.. items.Children.Select(item => item.Line)];
            }
        }

        return [];
    }

    internal static Value Read(ReadOnlySpan<byte> utf8, YamlReadOptions options) => Read(Decode(utf8), options);

    internal static Value Read(string yaml, YamlReadOptions options)
    {
        if (TryJson(yaml) is { } json)
        {
            return json;
        }

        YamlCharacters.Check(yaml);
        return new YamlComposer(yaml).Next() is { } document ? new YamlDecoder(options).Decode(document) : Value.Null;
    }

    // Clients label JSON as YAML (every apply does); reading it as such is several times faster and means the same.
    private static Value? TryJson(string yaml)
    {
        var start = yaml.AsSpan().TrimStart();
        if (start.Length == 0 || start[0] is not ('{' or '['))
        {
            return null;
        }

        var duplicates = false;
        try
        {
            return JsonValueReader.TryRead(Encoding.UTF8.GetBytes(yaml), new JsonReadOptions { OnDuplicate = _ => duplicates = true, NumbersAsYaml = true }, out var value) && !duplicates
                ? value
                : null;
        }
        catch (ValueFormatException)
        {
            // A number beyond a float64 is a text in YAML.
            return null;
        }
    }

    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        YamlCharacters.Check(utf8);
        return Encoding.UTF8.GetString(utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8);
    }
}
