using System.Globalization;
using KubeEmulator.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KubeEmulator.Core.Tests.Patching;

/// <summary>YAML of test data to values, with the scalars of YAML's JSON schema.</summary>
internal static class TestYaml
{
    public static Value Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents.Count == 0 ? Value.Null : Convert(stream.Documents[0].RootNode);
    }

    public static MapValue ReadMap(string yaml) => (MapValue)Read(yaml);

    private static Value Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => ConvertMap(map),
        YamlSequenceNode list => ListValue.From(list.Children.Select(Convert)),
        YamlScalarNode { Style: not ScalarStyle.Plain } text => text.Value ?? "",
        YamlScalarNode plain => Plain(plain.Value ?? ""),
        _ => Value.Null,
    };

    private static MapValue ConvertMap(YamlMappingNode map)
    {
        var builder = new MapBuilder();
        foreach (var (key, value) in map.Children)
        {
            builder.Set(((YamlScalarNode)key).Value!, Convert(value));
        }

        return builder.Build();
    }

    private static Value Plain(string text) => text switch
    {
        "" or "null" or "~" or "Null" => Value.Null,
        "true" => true,
        "false" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
        _ when text[0] is '-' or (>= '0' and <= '9') && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => NumberValue.FromDigits(text),
        _ => text,
    };
}
