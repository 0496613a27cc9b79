using KubeEmulator.Patching;
using KubeEmulator.Patching.Strategic;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Strategic;

/// <summary>Puts merged lists in the order of their keys, as the reference cases expect their documents.</summary>
internal static class MergeListSorting
{
    public static MapValue Sort(MapValue map, Schema schema)
    {
        var sorted = new MapBuilder();
        foreach (var (key, value) in map)
        {
            sorted.Set(key, Sort(key, value, schema));
        }

        return sorted.Build();
    }

    private static Value Sort(string key, Value value, Schema schema)
    {
        if (key.StartsWith('$'))
        {
            var isSet = key.StartsWith(StrategicDirectives.DeleteFromPrimitiveList, StringComparison.Ordinal) || key == StrategicDirectives.RetainKeys;
            return isSet && value is ListValue scalars ? ListValue.From(scalars.OrderBy(GoValueText.Plain, StringComparer.Ordinal)) : value;
        }

        switch (value)
        {
            case MapValue inner:
                return Sort(inner, PatchMetadata.OfMap(schema, key).Schema);
            case ListValue { Count: > 0 } list when PatchMetadata.OfList(schema, key) is { IsMerged: true } metadata:
                return list[0] is MapValue
                    ? ListValue.From(list.Select(item => Sort((MapValue)item, metadata.Schema)).OrderBy(item => GoValueText.Plain(item[metadata.MergeKey]), StringComparer.Ordinal))
                    : ListValue.From(ListElements.Distinct([.. list]).OrderBy(GoValueText.Plain, StringComparer.Ordinal));
            default:
                return value;
        }
    }
}
