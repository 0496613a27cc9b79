using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// An immutable set of field paths, as a tree:
/// <code>
/// {.spec.replicas, .spec.template, .spec.template.spec}
///   f:spec ─┬─ f:replicas   member
///           └─ f:template   member ── f:spec   member
/// </code>
/// A node may be a member, have children, or both; children are never empty. Set operations return one of their
/// operands where the result equals it, so that an owner whom a write does not touch keeps its set by reference,
/// and with it the FieldsV1 that was written or read once.
/// </summary>
internal sealed class FieldSet
{
    public static readonly FieldSet Empty = new([]);

    private readonly FieldSetEntry[] _entries;
    private MapValue? _fieldsV1;
    private OwnershipType? _reconciledWith;
    private int _hash;

    private FieldSet(FieldSetEntry[] entries) => _entries = entries;

    /// <summary>The nodes below the root in order.</summary>
    public ReadOnlySpan<FieldSetEntry> Entries => _entries;

    public bool IsEmpty => _entries.Length == 0;

    /// <summary>The same for equal sets; found once.</summary>
    public int ContentHash => _hash != 0 ? _hash : _hash = Hash() | 1;

    /// <summary>How many paths are in the set.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var entry in _entries)
            {
                count += (entry.IsMember ? 1 : 0) + (entry.Children?.Count ?? 0);
            }

            return count;
        }
    }

    /// <summary>The set as <c>fieldsV1</c>; made once, or the very map the set was read from.</summary>
    public MapValue FieldsV1 => _fieldsV1 ??= FieldsV1Text.Write(this);

    /// <summary>A set of paths.</summary>
    public static FieldSet Of(params ReadOnlySpan<PathElement[]> paths)
    {
        var set = Empty;
        foreach (var path in paths)
        {
            set = FieldSetAlgebra.Union(set, OfPath(path));
        }

        return set;
    }

    /// <summary>A set of one path of field names.</summary>
    public static FieldSet OfFields(params ReadOnlySpan<string> names)
    {
        var path = new PathElement[names.Length];
        for (var i = 0; i < path.Length; i++)
        {
            path[i] = PathElement.Field(names[i]);
        }

        return OfPath(path);
    }

    /// <summary>The node of an element, or a default entry.</summary>
    public FieldSetEntry Find(PathElement element)
    {
        var index = IndexOf(element);
        return index < 0 ? default : _entries[index];
    }

    /// <summary>Whether a path is in the set.</summary>
    public bool Has(params ReadOnlySpan<PathElement> path)
    {
        var set = this;
        for (var i = 0; i < path.Length; i++)
        {
            var entry = set.Find(path[i]);
            if (i == path.Length - 1)
            {
                return entry.IsMember;
            }

            if (entry.Children is null)
            {
                return false;
            }

            set = entry.Children;
        }

        return false;
    }

    /// <summary>Every path, members of a node before what is below it.</summary>
    public IEnumerable<PathElement[]> Paths() => Paths([]);

    /// <summary>Whether both sets hold the same paths.</summary>
    public bool SetEquals(FieldSet other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (_entries.Length != other._entries.Length)
        {
            return false;
        }

        for (var i = 0; i < _entries.Length; i++)
        {
            var (l, r) = (_entries[i], other._entries[i]);
            if (l.IsMember != r.IsMember
                || !l.Element.Equals(r.Element)
                || !(l.Children is null ? r.Children is null : r.Children is not null && l.Children.SetEquals(r.Children)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One path a line, as messages write them.</summary>
    public override string ToString() => string.Join('\n', Paths().Select(p => string.Concat(p.AsEnumerable())));

    /// <summary>A set over entries that are sorted and distinct, which the caller gives up, and their FieldsV1 where it is known.</summary>
    internal static FieldSet Adopt(FieldSetEntry[] entries, MapValue? fieldsV1 = null) =>
        entries.Length == 0 ? Empty : new FieldSet(entries) { _fieldsV1 = fieldsV1 };

    /// <summary>Whether the set is known to agree with a type about what is atomic; remembered for the type asked last.</summary>
    internal bool IsReconciledWith(OwnershipType type) => ReferenceEquals(_reconciledWith, type);

    internal void RememberReconciledWith(OwnershipType type) => _reconciledWith = type;

    internal int IndexOf(PathElement element)
    {
        var (low, high) = (0, _entries.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = _entries[middle].Element.CompareTo(element);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }

    private static FieldSet OfPath(ReadOnlySpan<PathElement> path)
    {
        FieldSet? children = null;
        for (var i = path.Length - 1; i >= 0; i--)
        {
            children = new FieldSet([new FieldSetEntry(path[i], children is null, children)]);
        }

        return children ?? Empty;
    }

    private int Hash()
    {
        var hash = default(HashCode);
        foreach (var entry in _entries)
        {
            hash.Add(entry.Element.GetHashCode());
            hash.Add(entry.IsMember ? 1 : 0);
            hash.Add(entry.Children?.ContentHash ?? 0);
        }

        return hash.ToHashCode();
    }

    private IEnumerable<PathElement[]> Paths(PathElement[] prefix)
    {
        foreach (var entry in _entries)
        {
            if (entry.IsMember)
            {
                yield return [.. prefix, entry.Element];
            }
        }

        foreach (var entry in _entries)
        {
            foreach (var path in entry.Children?.Paths([.. prefix, entry.Element]) ?? [])
            {
                yield return path;
            }
        }
    }
}
