using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Takes fields away, or keeps only them (structured-merge-diff <c>typed/remove.go</c>). Nothing inside of what is
/// atomic can be taken away by itself. A container that loses everything stays, empty; one that was to lose what it never had becomes
/// JSON null.
/// </summary>
internal static class TypedRemoval
{
    /// <summary>The value without the fields of a set.</summary>
    public static Value Without(Value value, FieldSet fields, OwnershipType? type) =>
        fields.IsEmpty ? value : Remove(value, fields, type);

    /// <summary>The value with nothing but the fields of a set (which holds leaves only).</summary>
    public static Value Only(Value value, FieldSet fields, OwnershipType? type)
    {
        switch (value)
        {
            case MapValue { Count: > 0 } map when type is { IsAtomicMap: false } && type.Shapes.Allow(OwnershipShapes.Map):
                return OnlyMembers(map, fields, type);
            case ListValue { Count: > 0 } list when type is { IsAtomicList: false } && type.Shapes.Allow(OwnershipShapes.List):
                return OnlyItems(list, fields, type);
            default:
                return type is null ? Value.Null : value;
        }
    }

    private static Value Remove(Value value, FieldSet fields, OwnershipType? type)
    {
        if (type is null)
        {
            return Value.Null;
        }

        switch (value)
        {
            case MapValue map when type.Shapes.Allow(OwnershipShapes.Map):
                return type.IsAtomicMap || map.Count == 0 ? Value.Null : RemoveMembers(map, fields, type);
            case ListValue list when type.Shapes.Allow(OwnershipShapes.List):
                return type.IsAtomicList || list.Count == 0 ? Value.Null : RemoveItems(list, fields, type);
            case MapValue or ListValue:
                return Value.Null;
            default:
                return type.Deduce(value) == OwnershipShapes.Scalar ? value : Value.Null;
        }
    }

    private static Value RemoveMembers(MapValue map, FieldSet fields, OwnershipType type)
    {
        var kept = map;
        for (var i = 0; i < map.Count; i++)
        {
            var name = map.Keys[i];
            var entry = fields.Find(PathElement.Field(name));
            if (entry.IsMember)
            {
                kept = kept.Without(name);
            }
            else if (entry.Children is { } below)
            {
                kept = kept.With(name, RemoveInside(map.Values[i], below, type.TypeOf(name)));
            }
        }

        return kept.Count == 0 ? Value.Null : kept;
    }

    // A part that is emptied and not itself taken away keeps standing.
    private static Value RemoveInside(Value value, FieldSet fields, OwnershipType? type) => (Remove(value, fields, type), value) switch
    {
        (NullValue, MapValue) => MapValue.Empty,
        (NullValue, ListValue) => ListValue.Empty,
        (var left, _) => left,
    };

    private static Value RemoveItems(ListValue list, FieldSet fields, OwnershipType type)
    {
        var kept = new List<Value>(list.Count);
        var changed = false;
        foreach (var item in list)
        {
            var entry = ListItems.TryElementOf(type, item, out _) is { } element ? fields.Find(element) : default;
            if (entry.IsMember)
            {
                changed = true;
                continue;
            }

            var edited = entry.Children is { } below ? RemoveInside(item, below, type.Element) : item;
            changed |= !ReferenceEquals(edited, item);
            kept.Add(edited);
        }

        return !changed ? list : kept.Count == 0 ? Value.Null : ListValue.From(kept);
    }

    private static Value OnlyMembers(MapValue map, FieldSet fields, OwnershipType type)
    {
        var kept = new MapBuilder();
        for (var i = 0; i < map.Count; i++)
        {
            var name = map.Keys[i];
            var entry = fields.Find(PathElement.Field(name));
            if (entry.IsMember)
            {
                kept.Set(name, Only(map.Values[i], fields, type.TypeOf(name)));
            }
            else if (entry.Children is { } below)
            {
                kept.Set(name, Only(map.Values[i], below, type.TypeOf(name)));
            }
        }

        return kept.Count == 0 ? Value.Null : kept.Build();
    }

    private static Value OnlyItems(ListValue list, FieldSet fields, OwnershipType type)
    {
        var kept = new List<Value>();
        foreach (var item in list)
        {
            var entry = ListItems.TryElementOf(type, item, out _) is { } element ? fields.Find(element) : default;
            if (entry.Children is { } below)
            {
                kept.Add(Only(item, below, type.Element));
            }
            else if (entry.IsMember)
            {
                kept.Add(item);
            }
        }

        return kept.Count == 0 ? Value.Null : ListValue.From(kept);
    }
}
