using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace KubeEmulator.Schemas;

/// <summary>The fields of an object schema, in declaration order and by name.</summary>
internal sealed class SchemaFields(IReadOnlyList<SchemaField> fields) : IReadOnlyList<SchemaField>
{
    public static readonly SchemaFields None = new([]);

    private readonly Dictionary<string, SchemaField> _byName = fields.ToDictionary(f => f.Name, StringComparer.Ordinal);

    public int Count => fields.Count;

    public SchemaField this[int index] => fields[index];

    public SchemaField? this[string name] => _byName.GetValueOrDefault(name);

    public bool TryGet(string name, [NotNullWhen(true)] out SchemaField? field) => _byName.TryGetValue(name, out field);

    public IEnumerator<SchemaField> GetEnumerator() => fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
