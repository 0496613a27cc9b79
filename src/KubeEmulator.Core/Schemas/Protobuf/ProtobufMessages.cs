using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>The protobuf messages of the built-in types: field numbers to names and types, read when a body first needs them.</summary>
internal static class ProtobufMessages
{
    private static readonly ConcurrentDictionary<string, FrozenDictionary<int, ProtobufField>?> Known = new(StringComparer.Ordinal);

    /// <summary>A message's fields by number; null where there is no such message. Names are those of OpenAPI.</summary>
    public static FrozenDictionary<int, ProtobufField>? Find(string name)
    {
        if (Known.TryGetValue(name, out var known))
        {
            return known;
        }

        var dot = name.LastIndexOf('.');
        var package = dot < 0 ? "" : name[..dot];
        return FactFiles.Messages.Map(package)?.Map(name[(dot + 1)..]) is { } facts ? Known.GetOrAdd(name, Read(facts, package)) : null;
    }

    // "N TYPE": no type means string, a type that begins with a dot is of the same package, [] repeats, {} maps.
    private static FrozenDictionary<int, ProtobufField> Read(MapValue facts, string package)
    {
        var fields = new Dictionary<int, ProtobufField>();
        foreach (var (name, value) in facts)
        {
            var parts = ((StringValue)value).Text.Split(' ');
            var type = parts.Length > 1 ? parts[1] : "string";
            var (isRepeated, isMap) = (type.StartsWith("[]", StringComparison.Ordinal), type.StartsWith("{}", StringComparison.Ordinal));
            type = isRepeated || isMap ? type[2..] : type;
            fields[int.Parse(parts[0], CultureInfo.InvariantCulture)] = new ProtobufField(name, type[0] == '.' ? package + type : type, isRepeated, isMap);
        }

        return fields.ToFrozenDictionary();
    }
}
