using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Patching;

/// <summary>Reads and edits behind a JSON pointer; an edit copies the way to the target and shares the rest.</summary>
internal static class JsonPatchTree
{
    private delegate Value ContainerEdit(Value container, string key);

    /// <summary>The value behind a path; <c>null</c> for a member that is absent, a fault for anything else that is.</summary>
    public static Value? Get(Value document, JsonPatchPath path)
    {
        var at = path.HasTarget ? document : throw Missing(path);
        foreach (var part in path.Parents)
        {
            at = Descend(at, part) ?? throw Missing(path);
        }

        return at switch
        {
            MapValue map => map[path.Key],
            ListValue list => list[Index(path.Key, list.Count, list.Count)],
            _ => throw Missing(path),
        };
    }

    /// <summary>Sets a member, or inserts into a list (<c>-</c> and -1 append).</summary>
    public static Value Add(Value document, JsonPatchPath path, Value value) => Edit(document, path, (container, key) => container switch
    {
        MapValue map => map.With(key, value),
        ListValue list => key == "-" ? list.Add(value) : list.Insert(Index(key, list.Count + 1, list.Count + 1), value),
        _ => throw Missing(path),
    });

    /// <summary>Sets a member, absent or not, or an existing item.</summary>
    public static Value Replace(Value document, JsonPatchPath path, Value value) => Edit(document, path, (container, key) => container switch
    {
        MapValue map => map.With(key, value),
        ListValue list => list.With(Index(key, list.Count, list.Count), value),
        _ => throw Missing(path),
    });

    /// <summary>Removes an existing member or item.</summary>
    public static Value Remove(Value document, JsonPatchPath path) => Edit(document, path, (container, key) => container switch
    {
        MapValue map when map.ContainsKey(key) => map.Without(key),
        MapValue => throw PatchFault.DoesNotApply($"error in remove for path: '{path.Text}': Unable to remove nonexistent key: {key}: missing value"),
        ListValue list => list.RemoveAt(Index(key, list.Count, list.Count)),
        _ => throw Missing(path),
    });

    private static Value Edit(Value document, JsonPatchPath path, ContainerEdit edit) =>
        path.HasTarget ? Edit(document, path.Parents, path, edit) : throw Missing(path);

    private static Value Edit(Value container, ReadOnlySpan<string> way, JsonPatchPath path, ContainerEdit edit)
    {
        if (way.Length == 0)
        {
            return edit(container, path.Key);
        }

        var edited = Edit(Descend(container, way[0]) ?? throw Missing(path), way[1..], path, edit);
        return container is ListValue list
            ? list.With(Index(way[0], list.Count, list.Count), edited)
            : ((MapValue)container).With(way[0], edited);
    }

    private static Value? Descend(Value container, string part) => container switch
    {
        MapValue map => map[part] is MapValue or ListValue ? map[part] : null,
        ListValue list => list[Index(part, list.Count, list.Count)] is var item and (MapValue or ListValue) ? item : null,
        _ => null,
    };

    private static int Index(string text, int bound, int negativeBase)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            throw PatchFault.DoesNotApply($"value was not a proper array index: '{text}'");
        }

        var resolved = index < 0 ? index + negativeBase : index;
        return resolved >= 0 && resolved < bound
            ? resolved
            : throw PatchFault.DoesNotApply($"Unable to access invalid index: {index}: invalid index referenced");
    }

    private static ApiException Missing(JsonPatchPath path) =>
        PatchFault.DoesNotApply($"operation does not apply: doc is missing path: \"{path.Text}\": missing value");
}
