namespace KubeEmulator.Patching.Apply;

/// <summary>How a path element selects; in the order that field sets are sorted by.</summary>
internal enum PathElementKind
{
    /// <summary>A field of a map, <c>f:</c>.</summary>
    Field,

    /// <summary>A list item by its key fields, <c>k:</c>.</summary>
    Key,

    /// <summary>A set item by value, <c>v:</c>.</summary>
    Value,

    /// <summary>A list item by index, <c>i:</c>.</summary>
    Index,
}
