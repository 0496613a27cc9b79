using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Strategic;

/// <summary>
/// Merges a patch into a document, or (carrying directives and nulls along) into another patch
/// (apimachinery <c>strategicpatch/patch.go</c>, mergeMap).
/// </summary>
internal sealed class StrategicMerge(bool carriesDirectives)
{
    public MapValue MergeMaps(MapValue document, MapValue patch, Schema schema)
    {
        if (patch[StrategicDirectives.Marker] is { } directive)
        {
            return directive switch
            {
                StringValue { Text: StrategicDirectives.Replace } => patch.Without(StrategicDirectives.Marker),
                StringValue { Text: StrategicDirectives.Delete } => MapValue.Empty,
                _ => throw StrategicFault.PatchType(directive, patch),
            };
        }

        var merged = document.ToBuilder();
        var rest = patch.ToBuilder();
        RetainKeys(merged, rest);
        MergeOrderedLists(merged, rest, schema);
        foreach (var (key, value) in rest.Build())
        {
            MergeMember(merged, key, value, schema);
        }

        return merged.Build();
    }

    private static Value? Cleaned(Value value, bool keepNulls) =>
        StrategicDirectives.WithoutDirectives(keepNulls ? value : StrategicDirectives.WithoutNulls(value));

    private void MergeMember(MapBuilder merged, string key, Value value, Schema schema)
    {
        var isDeletion = key.StartsWith(StrategicDirectives.DeleteFromPrimitiveList, StringComparison.Ordinal);
        if (isDeletion)
        {
            if (carriesDirectives)
            {
                merged.Set(key, value);
                return;
            }

            key = StrategicDirectives.TargetOf(key, StrategicDirectives.DeleteFromPrimitiveList) ?? throw StrategicFault.PrimitiveListFormat();
        }

        if (value is NullValue)
        {
            merged.Remove(key);
            if (!carriesDirectives)
            {
                return;
            }
        }

        switch (merged[key], value)
        {
            case (MapValue current, MapValue map):
                var ofMap = PatchMetadata.OfMap(schema, key);
                merged[key] = ofMap.IsReplaced ? map : MergeMaps(current, map, ofMap.Schema);
                break;
            case (ListValue current, ListValue list):
                var ofList = PatchMetadata.OfList(schema, key);
                merged[key] = isDeletion || ofList.IsMerged ? new StrategicLists(this, ofList).Merge(current, list, isDeletion && !carriesDirectives) : list;
                break;
            case (null, _) or (MapValue or ListValue, _) or (_, MapValue or ListValue):
                if (!isDeletion)
                {
                    merged[key] = Cleaned(value, carriesDirectives);
                }

                break;
            default:
                merged[key] = value;
                break;
        }
    }

    // A patch of a union names the members to keep; the others go.
    private void RetainKeys(MapBuilder document, MapBuilder patch)
    {
        if (patch[StrategicDirectives.RetainKeys] is not { } retained)
        {
            return;
        }

        patch.Remove(StrategicDirectives.RetainKeys);
        if (carriesDirectives)
        {
            var theirs = document[StrategicDirectives.RetainKeys];
            if (theirs is not null && theirs != retained)
            {
                throw PatchFault.Unclassified($"{GoValueText.Plain(theirs)} and {GoValueText.Plain(retained)} are not deep equal: this may happen when calculating the 3-way diff patch");
            }

            document[StrategicDirectives.RetainKeys] = retained;
            return;
        }

        var names = (retained as ListValue ?? throw StrategicFault.RetainKeysFormat()).OfType<StringValue>().Select(s => s.Text).ToHashSet();
        foreach (var (key, value) in patch)
        {
            var isDirective = key.StartsWith(StrategicDirectives.DeleteFromPrimitiveList, StringComparison.Ordinal)
                || key.StartsWith(StrategicDirectives.SetElementOrder, StringComparison.Ordinal);
            if (value is not NullValue && !isDirective && !names.Contains(key))
            {
                throw StrategicFault.RetainKeysFormat();
            }
        }

        foreach (var key in document.Select(m => m.Key).Where(key => !names.Contains(key)).ToArray())
        {
            document.Remove(key);
        }
    }

    // A list that comes with an order is merged here, so that both are gone from the patch before the rest is.
    private void MergeOrderedLists(MapBuilder document, MapBuilder patch, Schema schema)
    {
        foreach (var (key, order) in patch.Build())
        {
            if (!key.StartsWith(StrategicDirectives.SetElementOrder, StringComparison.Ordinal))
            {
                continue;
            }

            if (carriesDirectives)
            {
                if (document[key] is { } theirs && theirs != order)
                {
                    throw StrategicFault.SetElementOrderFormat();
                }

                document[key] = order;
            }

            patch.Remove(key);
            var orderList = order as ListValue ?? throw StrategicFault.ExpectedList(order);
            var name = StrategicDirectives.TargetOf(key, StrategicDirectives.SetElementOrder) ?? throw StrategicFault.SetElementOrderFormat();
            var (current, changes) = (ListOf(document[name]), ListOf(patch[name]));
            var metadata = PatchMetadata.OfList(schema, name);
            if (new StrategicLists(this, metadata).MergeOrdered(current, changes, orderList) is { } merged)
            {
                document[name] = merged;
                patch.Remove(name);
            }
        }
    }

    private static ListValue? ListOf(Value? value) => value is null ? null : value as ListValue ?? throw StrategicFault.ExpectedList(value);
}
