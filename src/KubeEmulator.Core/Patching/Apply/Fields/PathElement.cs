using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// One step from a container to what it holds: a field of a map, an item of a list by key or by value, or an index.
/// Immutable and ordered as structured-merge-diff orders it (<c>fieldpath/element.go</c>): fields, keys, values, indices.
/// </summary>
internal sealed class PathElement : IComparable<PathElement>, IEquatable<PathElement>
{
    private const int SharedFields = 4096;
    private static readonly PathElement?[] Fields = new PathElement?[SharedFields];

    private string? _text;
    private int _hash;

    private PathElement(PathElementKind kind, string name, KeyField[] keys, Value? item, int index)
    {
        Kind = kind;
        Name = name;
        Keys = keys;
        Item = item;
        Position = index;
    }

    public PathElementKind Kind { get; }

    /// <summary>The name of a field; empty for other kinds.</summary>
    public string Name { get; }

    /// <summary>The key fields of a list item, sorted by name; empty for other kinds.</summary>
    public KeyField[] Keys { get; }

    /// <summary>The item of a set; null for other kinds.</summary>
    public Value? Item { get; }

    /// <summary>The index in an atomic list.</summary>
    public int Position { get; }

    /// <summary>The member name in FieldsV1: <c>f:spec</c>, <c>k:{"name":"web"}</c>, <c>v:"x"</c>, <c>i:0</c>.</summary>
    public string Text => _text ??= PathElementText.Write(this);

    /// <summary>A field. Elements of common names are shared through a direct-mapped and so bounded table.</summary>
    public static PathElement Field(string name)
    {
        ref var slot = ref Fields[(uint)string.GetHashCode(name, StringComparison.Ordinal) % SharedFields];
        var known = Volatile.Read(ref slot);
        if (known is not null && string.Equals(known.Name, name, StringComparison.Ordinal))
        {
            return known;
        }

        var made = new PathElement(PathElementKind.Field, name, [], null, 0);
        Volatile.Write(ref slot, made);
        return made;
    }

    /// <summary>An item of a list of maps.</summary>
    public static PathElement Key(params KeyField[] fields)
    {
        // They are one or two; the framework's sorting would be compiled for them when a process starts.
        for (var i = 1; i < fields.Length; i++)
        {
            for (var at = i; at > 0 && string.CompareOrdinal(fields[at - 1].Name, fields[at].Name) > 0; at--)
            {
                (fields[at - 1], fields[at]) = (fields[at], fields[at - 1]);
            }
        }

        return new PathElement(PathElementKind.Key, "", fields, null, 0);
    }

    /// <summary>An item of a set.</summary>
    public static PathElement ValueOf(Value item) => new(PathElementKind.Value, "", [], item, 0);

    /// <summary>An item of an atomic list.</summary>
    public static PathElement Index(int index) => new(PathElementKind.Index, "", [], null, index);

    public int CompareTo(PathElement? other)
    {
        if (ReferenceEquals(this, other) || other is null)
        {
            return other is null ? 1 : 0;
        }

        if (Kind != other.Kind)
        {
            return Kind.CompareTo(other.Kind);
        }

        return Kind switch
        {
            PathElementKind.Field => string.CompareOrdinal(Name, other.Name),
            PathElementKind.Key => CompareKeys(Keys, other.Keys),
            PathElementKind.Value => ValueOrder.Compare(Item!, other.Item!),
            _ => Position.CompareTo(other.Position),
        };
    }

    public bool Equals(PathElement? other) => other is not null && CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is PathElement other && Equals(other);

    public override int GetHashCode() => _hash != 0 ? _hash : _hash = Hash() | 1;

    private int Hash()
    {
        var hash = default(HashCode);
        hash.Add(Kind);
        hash.Add(Name, StringComparer.Ordinal);
        hash.Add(Item);
        hash.Add(Position);
        foreach (var key in Keys)
        {
            hash.Add(key.Name, StringComparer.Ordinal);
            hash.Add(key.Value);
        }

        return hash.ToHashCode();
    }

    /// <summary>As messages write it: <c>.spec</c>, <c>[name="web"]</c>, <c>[="x"]</c>, <c>[0]</c>.</summary>
    public override string ToString() => Kind switch
    {
        PathElementKind.Field => "." + Name,
        PathElementKind.Key => $"[{string.Join(',', Keys.Select(k => $"{k.Name}={Readable(k.Value)}"))}]",
        PathElementKind.Value => $"[={Readable(Item!)}]",
        _ => string.Create(CultureInfo.InvariantCulture, $"[{Position}]"),
    };

    private static int CompareKeys(KeyField[] left, KeyField[] right)
    {
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            var byName = string.CompareOrdinal(left[i].Name, right[i].Name);
            var order = byName != 0 ? byName : ValueOrder.Compare(left[i].Value, right[i].Value);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    // structured-merge-diff value.ToString: strings quoted, maps as k=v without separators.
    private static string Readable(Value value) => value switch
    {
        StringValue text => GoText.Quote(text.Text),
        ListValue list => $"[{string.Join(',', list.Select(Readable))}]",
        MapValue map => string.Concat(map.Select(m => $"{m.Key}={Readable(m.Value)}")),
        NullValue => "null",
        _ => GoValueText.Plain(value),
    };
}
