using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Field sets as FieldsV1 maps (structured-merge-diff <c>fieldpath/serialize.go</c>). Reading goes through a
/// direct-mapped and so bounded table of known sets: the same content, in a thousand pods or read a second time,
/// is one set and one map.
/// </summary>
internal static class FieldsV1Text
{
    private const int KnownSets = 1024;
    private static readonly FieldSet?[] Known = new FieldSet?[KnownSets];

    /// <summary>The set behind a <c>fieldsV1</c> map.</summary>
    /// <exception cref="ValueFormatException">A member name is no path element.</exception>
    public static FieldSet Read(MapValue fields)
    {
        if (fields.Count == 0)
        {
            return FieldSet.Empty;
        }

        ref var slot = ref Known[(uint)fields.GetHashCode() % KnownSets];
        var known = Volatile.Read(ref slot);
        if (known is not null && known.FieldsV1.Equals(fields))
        {
            return known;
        }

        var set = ReadChildren(fields, out _, out _) ?? FieldSet.Empty;
        if (!set.IsEmpty)
        {
            Volatile.Write(ref slot, set);
        }

        return set;
    }

    /// <summary>What was written is read again soon, by the next write of the object.</summary>
    public static void Note(FieldSet set) => Volatile.Write(ref Known[(uint)set.FieldsV1.GetHashCode() % KnownSets], set);

    public static MapValue Write(FieldSet set) => set.IsEmpty ? MapValue.Empty : Write(set, includeSelf: false);

    private static MapValue Write(FieldSet set, bool includeSelf)
    {
        var map = new MapBuilder(set.Entries.Length + 1);
        if (includeSelf)
        {
            map.Set(".", MapValue.Empty);
        }

        foreach (var entry in set.Entries)
        {
            map.Set(entry.Element.Text, entry.Children is null ? MapValue.Empty : WriteChild(entry));
        }

        return map.Build();
    }

    // A subtree that is no member has the same form as a whole set, so its map is kept with it.
    private static MapValue WriteChild(FieldSetEntry entry) => entry.IsMember ? Write(entry.Children!, includeSelf: true) : entry.Children!.FieldsV1;

    // Null where nothing is below; then the node itself is a member, as a "." says it is elsewhere.
    // Canonical means that writing the set would give this very map, so that the map can be kept.
    private static FieldSet? ReadChildren(MapValue map, out bool isMember, out bool isCanonical)
    {
        isMember = map.ContainsKey(".");
        isCanonical = true;
        var entries = default(FieldSetBuilder);
        PathElement? last = null;
        for (var i = 0; i < map.Count; i++)
        {
            var (key, value) = (map.Keys[i], map.Values[i]);
            if (key == ".")
            {
                isCanonical &= i == 0;
                continue;
            }

            if (PathElementText.Read(key) is not { } element)
            {
                isCanonical = false;
                continue;
            }

            var childMap = value as MapValue ?? (value is NullValue ? MapValue.Empty : throw new ValueFormatException("ReadMapCB: expect { or n"));
            var children = ReadChildren(childMap, out var childIsMember, out var childIsCanonical);
            isCanonical &= childIsCanonical && value is MapValue && element.Text == key && (last is null || last.CompareTo(element) < 0);
            entries.Add(element, childIsMember, children);
            last = element;
        }

        if (entries.IsEmpty)
        {
            isMember = true;
            isCanonical &= map.Count == 0;
            return null;
        }

        return entries.Build(isCanonical && !isMember ? map : null);
    }
}
