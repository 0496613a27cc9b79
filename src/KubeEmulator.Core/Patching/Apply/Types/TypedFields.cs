using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// The set of fields that a value states (structured-merge-diff <c>typed/tofieldset.go</c>): leaves, list items,
/// members of free maps, and empty or null structs; what is atomic counts as one leaf.
/// </summary>
internal static class TypedFields
{
    public static FieldSet Of(Value value, OwnershipType type) => Node(value, type, out _);

    private static FieldSet Node(Value value, OwnershipType type, out bool isLeaf)
    {
        var shapes = type.Deduce(value);
        isLeaf = false;
        if (shapes.Allow(OwnershipShapes.Map))
        {
            isLeaf = type.IsAtomicMap;
            return !isLeaf && value is MapValue map ? MapFields(map, type) : FieldSet.Empty;
        }

        if (shapes.Allow(OwnershipShapes.Scalar))
        {
            isLeaf = true;
            return FieldSet.Empty;
        }

        isLeaf = type.IsAtomicList;
        return !isLeaf && value is ListValue list ? ListFields(list, type) : FieldSet.Empty;
    }

    private static FieldSet MapFields(MapValue map, OwnershipType type)
    {
        var fields = default(FieldSetBuilder);
        for (var i = 0; i < map.Count; i++)
        {
            var (name, value) = (map.Keys[i], map.Values[i]);
            var member = type.TypeOf(name) ?? throw new TypeFaultException($".{name}: field not declared in schema");
            var children = Node(value, member, out var isLeaf);
            fields.Add(PathElement.Field(name), isLeaf || value is NullValue or MapValue { Count: 0 } || !type.IsNamed(name), children);
        }

        return fields.Build();
    }

    // An item that appears more than once is owned as a whole: nothing below it can be told apart.
    private static FieldSet ListFields(ListValue list, OwnershipType type)
    {
        var elements = new PathElement[list.Count];
        var seen = new HashSet<PathElement>(list.Count);
        HashSet<PathElement>? duplicates = null;
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = ListItems.ElementOf(type, list[i]);
            if (!seen.Add(elements[i]))
            {
                (duplicates ??= []).Add(elements[i]);
            }
        }

        var fields = default(FieldSetBuilder);
        for (var i = 0; i < elements.Length; i++)
        {
            var children = duplicates?.Contains(elements[i]) == true || type.Element is not { } item
                ? FieldSet.Empty
                : Node(list[i], item, out _);
            fields.Add(elements[i], true, children);
        }

        return fields.Build();
    }
}
