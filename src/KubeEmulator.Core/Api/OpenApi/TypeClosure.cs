using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>The types that a document refers to, and those that they refer to.</summary>
internal sealed class TypeClosure(string prefix, bool isV3, CustomTypes custom, Func<GroupVersion, bool> serves)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _open = new();

    /// <summary>A reference to a type, which will be defined.</summary>
    public MapValue Reference(string name)
    {
        if (_seen.Add(name))
        {
            _open.Enqueue(name);
        }

        return MapValue.Of(("$ref", prefix + name));
    }

    /// <summary>Every type referred to, by name.</summary>
    public MapValue Definitions()
    {
        var definitions = new SortedDictionary<string, MapValue>(StringComparer.Ordinal);
        while (_open.TryDequeue(out var name))
        {
            definitions[name] = custom.Definition(name, this, isV3) ?? BuiltInDefinitions.Definition(name, Reference, isV3, serves) ?? MapValue.Empty;
        }

        var written = new MapBuilder(definitions.Count);
        foreach (var (name, definition) in definitions)
        {
            written.Append(name, definition);
        }

        return written.Build();
    }
}
