using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace KubeEmulator.Schemas;

/// <summary>The fields of an object schema, in declaration order and by name.</summary>
internal sealed class SchemaFields(IReadOnlyList<SchemaField> fields) : IReadOnlyList<SchemaField>
{
    public static readonly SchemaFields None = new([]);

    private readonly Dictionary<string, int> _byName = Enumerable.Range(0, fields.Count).ToDictionary(i => fields[i].Name, StringComparer.Ordinal);

    public int Count => fields.Count;

    public SchemaField this[int index] => fields[index];

    public SchemaField? this[string name] => OrdinalOf(name) is var i and >= 0 ? fields[i] : null;

    public bool TryGet(string name, [NotNullWhen(true)] out SchemaField? field)
    {
        field = this[name];
        return field is not null;
    }

    /// <summary>The position of a field, or -1 where there is none of this name.</summary>
    public int OrdinalOf(string name) => _byName.TryGetValue(name, out var ordinal) ? ordinal : -1;

    public IEnumerator<SchemaField> GetEnumerator() => fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
