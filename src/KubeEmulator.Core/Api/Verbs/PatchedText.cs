using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// A patched document as refusals quote it. The patch libraries re-write every object that they opened with its members sorted and
/// leave the others as they were, so the order of members tells where the patch went.
/// </summary>
internal static class PatchedText
{
    public static string Of(Value document, PatchBody patch) => Sort(document, Opened(patch)).ToString()
        .Replace("<", "\\u003c", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal);

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
            var path = operation.StringOrEmpty("path").Split('/', StringSplitOptions.RemoveEmptyEntries);
            if (path.Length > 1)
            {
                opened = opened.WithAt(path.AsSpan(0, path.Length - 1), opened.At(path.AsSpan(0, path.Length - 1)) ?? MapValue.Empty);
            }
        }

        return opened;
    }

    private static Value Sort(Value value, Value? opened)
    {
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
