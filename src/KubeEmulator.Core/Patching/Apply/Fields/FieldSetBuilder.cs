using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>Collects the entries of one level in any order; the list is made only when the first entry comes.</summary>
internal struct FieldSetBuilder
{
    private FieldSetEntry[]? _entries;
    private int _count;
    private bool _unsorted;

    public readonly bool IsEmpty => _entries is null;

    /// <summary>Adds a path that ends at this level.</summary>
    public void AddMember(PathElement element) => Add(element, true, null);

    /// <summary>Adds a node; an empty one is ignored.</summary>
    public void Add(PathElement element, bool isMember, FieldSet? children)
    {
        if (!isMember && (children is null || children.IsEmpty))
        {
            return;
        }

        var entry = new FieldSetEntry(element, isMember, children is { IsEmpty: true } ? null : children);
        _entries ??= new FieldSetEntry[4];
        _unsorted = _unsorted || (_count > 0 && _entries[_count - 1].Element.CompareTo(element) >= 0);
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _count * 2);
        }

        _entries[_count++] = entry;
    }

    /// <summary>The set; nodes added twice are united. Nothing is added afterwards.</summary>
    /// <param name="fieldsV1">The map the entries were read from, where it has exactly the form that writing would give.</param>
    public readonly FieldSet Build(MapValue? fieldsV1 = null)
    {
        if (_entries is null)
        {
            return FieldSet.Empty;
        }

        if (!_unsorted)
        {
            return FieldSet.Adopt(_count == _entries.Length ? _entries : _entries[.._count], fieldsV1);
        }

        var entries = _entries.AsSpan(0, _count);
        entries.Sort(static (a, b) => a.Element.CompareTo(b.Element));
        var distinct = new List<FieldSetEntry>(_count);
        foreach (var entry in entries)
        {
            if (distinct.Count > 0 && distinct[^1].Element.Equals(entry.Element))
            {
                distinct[^1] = FieldSetAlgebra.Union(distinct[^1], entry);
            }
            else
            {
                distinct.Add(entry);
            }
        }

        return FieldSet.Adopt([.. distinct]);
    }
}
