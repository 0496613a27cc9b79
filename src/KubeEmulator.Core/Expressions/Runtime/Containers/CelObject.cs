using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary>An object whose fields a schema names, over the JSON map behind it; fields convert when read.</summary>
internal sealed class CelObject(MapValue map, CelObjectType type) : CelValue
{
    public MapValue Map { get; } = map;

    public override CelType Type => type;

    /// <summary>The field, or <c>null</c> where the object does not have it.</summary>
    public CelValue? Find(string name) =>
        type.Field(name) is { } field && Map[field.Property] is { } value ? CelConversion.FromJson(value, field.Type) : null;

    public override bool EqualTo(CelValue other)
    {
        if (other is not CelObject theirs || theirs.Map.Count != Map.Count)
        {
            return false;
        }

        if (ReferenceEquals(theirs.Map, Map))
        {
            return true;
        }

        foreach (var (property, value) in Map)
        {
            var field = type.ByProperty(property)?.Type ?? CelType.Dyn;
            if (theirs.Map[property] is not { } other1
                || !CelConversion.FromJson(value, field).EqualTo(CelConversion.FromJson(other1, field)))
            {
                return false;
            }
        }

        return true;
    }

    public override int Hash() => Map.GetHashCode();

    public override long Size => Map.Count;

    public override bool IsZero => Map.Count == 0;

    public override Value ToJson() => Map;

    public override string ToString() => Map.ToString();
}
