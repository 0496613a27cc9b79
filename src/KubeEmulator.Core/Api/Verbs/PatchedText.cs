using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// A patched document as refusals quote it. The patch libraries re-write every object that they opened with its members sorted and
/// leave the others as they were, so the order of members tells where the patch went.
/// </summary>
internal static class PatchedText
{
    // The order of a Go struct's fields (ObjectMeta); what the server adds to a stored document stands behind what was sent.
    private static readonly string[] Metadata =
    [
        "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    ];

    public static string? Of(MapValue? document, PatchBody patch) => document is null ? null : Written(document, patch).ToString()
        .Replace("<", "\\u003c", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal);

    /// <summary>The document with its members in the order in which the patch library wrote them.</summary>
    public static MapValue Written(MapValue document, PatchBody patch)
    {
        // That of custom resources is sorted anyway.
        if (document.Map("metadata") is { Count: > 1 } metadata && !IsSorted(metadata))
        {
            document = document.With("metadata", Declared(metadata));
        }

        return (MapValue)Sort(document, Opened(patch));
    }

    private static bool IsSorted(MapValue map)
    {
        for (var i = 1; i < map.Count; i++)
        {
            if (string.CompareOrdinal(map.Keys[i - 1], map.Keys[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static MapValue Declared(MapValue metadata)
    {
        var ordered = new MapBuilder(metadata.Count);
        foreach (var member in Metadata.Where(metadata.ContainsKey).Concat(metadata.Keys.ToArray().Where(key => Array.IndexOf(Metadata, key) < 0)))
        {
            ordered[member] = metadata[member];
        }

        return ordered.Build();
    }

    // The objects opened, as a tree of maps.
    private static Value Opened(PatchBody patch)
    {
        if (patch.Document is not ListValue operations)
        {
            return patch.Document;
        }

        var opened = MapValue.Empty;
        foreach (var operation in operations.OfType<MapValue>())
        {
            foreach (var member in (ReadOnlySpan<string>)["path", "from"])
            {
                string[] path = [.. operation.StringOrEmpty(member).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Unescaped)];
                if (path.Length > 1)
                {
                    opened = opened.WithAt(path.AsSpan(0, path.Length - 1), opened.At(path.AsSpan(0, path.Length - 1)) ?? MapValue.Empty);
                }
            }
        }

        return opened;
    }

    private static string Unescaped(string segment) => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static Value Sort(Value value, Value? opened)
    {
        // A list comes whole from a merge patch, and so does all that is in it.
        if (value is ListValue list && opened is ListValue)
        {
            return list.Edit(item => Sort(item, item));
        }

        if (value is ListValue entered && opened is MapValue indexes)
        {
            Value[] items = [.. entered.Select((item, i) => Sort(item, indexes[i.ToString(CultureInfo.InvariantCulture)]))];
            return ListValue.From(items);
        }

        if (value is not MapValue map || opened is not MapValue open)
        {
            return value;
        }

        var sorted = new MapBuilder(map.Count);
        foreach (var (key, member) in map.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            sorted[key] = Sort(member, open[key]);
        }

        return sorted.Build();
    }
}
