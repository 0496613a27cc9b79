using KubeEmulator.Values;

namespace KubeEmulator.Tool.Importing;

/// <summary>The enumerations by definition and field.</summary>
internal sealed class EnumIndex
{
    private readonly Dictionary<(string Definition, string Field), ListValue> _values = [];

    public static EnumIndex Of(ListValue enums)
    {
        var index = new EnumIndex();
        foreach (var entry in enums.OfType<MapValue>())
        {
            index._values[(entry.StringOrEmpty("definition"), entry.StringOrEmpty("field"))] = entry.List("values") ?? ListValue.Empty;
        }

        return index;
    }

    /// <summary>The values of a field (or of its items with <c>[]</c> behind the name); null where it has none.</summary>
    public ListValue? Of(string definition, string field) => _values.GetValueOrDefault((definition, field));
}
