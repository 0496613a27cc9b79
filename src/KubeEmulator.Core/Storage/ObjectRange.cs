using System.Collections;
using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>
/// Some neighbouring objects of one resource in one snapshot, in list order. Immutable; counting and skipping cost nothing,
/// so "how many remain" is a subtraction.
/// </summary>
public readonly struct ObjectRange : IReadOnlyList<KubeObject>
{
    private readonly SortedTree<ObjectPath, KubeObject, PathOrder> _objects;
    private readonly int _start;

    internal ObjectRange(SortedTree<ObjectPath, KubeObject, PathOrder> objects, int start, int end)
    {
        _objects = objects;
        _start = start;
        Count = Math.Max(end - start, 0);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public KubeObject this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _objects.LeafAt(_start + index, out var offset)[offset].Value;
        }
    }

    /// <summary>The first objects of the range, at most <paramref name="count"/>.</summary>
    public ObjectRange Take(int count) => new(_objects, _start, _start + Math.Clamp(count, 0, Count));

    /// <summary>The range without its first objects.</summary>
    public ObjectRange Skip(int count) => new(_objects, _start + Math.Clamp(count, 0, Count), _start + Count);

    /// <summary>The path (<c>ns/name</c>, or the name alone) of the object at a position: what a continue token carries.</summary>
    public string PathAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return _objects.LeafAt(_start + index, out var offset)[offset].Key.ToString();
    }

    /// <summary>Walks the objects without allocating.</summary>
    public Enumerator GetEnumerator() => new(_objects, _start, _start + Count);

    IEnumerator<KubeObject> IEnumerable<KubeObject>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Walks an <see cref="ObjectRange"/>.</summary>
    public struct Enumerator : IEnumerator<KubeObject>
    {
        private readonly SortedTree<ObjectPath, KubeObject, PathOrder> _objects;
        private readonly int _end;
        private TreeEntry<ObjectPath, KubeObject>[] _leaf;
        private int _offset;
        private int _position;

        internal Enumerator(SortedTree<ObjectPath, KubeObject, PathOrder> objects, int start, int end)
        {
            _objects = objects;
            _position = start - 1;
            _end = end;
            _leaf = [];
        }

        /// <inheritdoc/>
        public readonly KubeObject Current => _leaf[_offset].Value;

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext()
        {
            if (++_position >= _end)
            {
                return false;
            }

            if (++_offset >= _leaf.Length)
            {
                _leaf = _objects.LeafAt(_position, out _offset);
            }

            return true;
        }

        /// <summary>Not supported.</summary>
        public readonly void Reset() => throw new NotSupportedException();

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
