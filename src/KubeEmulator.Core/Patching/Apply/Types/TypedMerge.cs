using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Lays an applied configuration over an object (structured-merge-diff <c>typed/merge.go</c>): leaves of the
/// configuration win, nothing is removed, list items take the configuration's order around those it does not name.
/// What does not change stays the same reference.
/// </summary>
internal static class TypedMerge
{
    /// <exception cref="TypeFaultException">A list item has no key, or the configuration names one twice.</exception>
    public static Value Merge(Value live, Value applied, OwnershipType type)
    {
        var faults = new TypeFaults();
        var merged = Merge(live, applied, type, faults);
        faults.ThrowIfAny();
        return merged;
    }

    private static Value Merge(Value live, Value applied, OwnershipType? type, TypeFaults faults)
    {
        if (ReferenceEquals(live, applied) || type is null)
        {
            return applied;
        }

        var shapes = type.Deduce(applied);
        if (shapes.Allow(OwnershipShapes.Map))
        {
            var (l, r) = (live as MapValue, applied as MapValue);
            return type.IsAtomicMap || (l is null or { Count: 0 } && r is null or { Count: 0 })
                ? Leaf(live, applied)
                : MergeMaps(l ?? MapValue.Empty, r ?? MapValue.Empty, type, faults);
        }

        if (shapes.Allow(OwnershipShapes.Scalar))
        {
            return Leaf(live, applied);
        }

        var (left, right) = (live as ListValue, applied as ListValue);
        return type.IsAtomicList || (left is null or { Count: 0 } && right is null or { Count: 0 })
            ? Leaf(live, applied)
            : new ListMerge(left ?? ListValue.Empty, right ?? ListValue.Empty, type, faults).Run();
    }

    private static Value Leaf(Value live, Value applied) => live.Equals(applied) ? live : applied;

    private static MapValue MergeMaps(MapValue live, MapValue applied, OwnershipType type, TypeFaults faults)
    {
        var merged = live;
        MapBuilder? builder = null;
        for (var i = 0; i < applied.Count; i++)
        {
            var (name, value) = (applied.Keys[i], applied.Values[i]);
            var current = live[name];
            var result = value;
            if (current is not null)
            {
                faults.Enter(PathElement.Field(name));
                result = Merge(current, value, type.TypeOf(name), faults);
                faults.Leave();
            }

            if (!ReferenceEquals(result, current))
            {
                (builder ??= live.ToBuilder()).Set(name, result);
            }
        }

        return builder?.Build() ?? merged;
    }

    /// <summary>Interleaves the items of two associative lists.</summary>
    private sealed class ListMerge
    {
        private readonly ListValue _live;
        private readonly ListValue _applied;
        private readonly OwnershipType _type;
        private readonly TypeFaults _faults;
        private readonly PathElement?[] _liveElements;
        private readonly PathElement?[] _appliedElements;

        // Null for a key that the live list holds twice: nothing to merge with.
        private readonly Dictionary<PathElement, Value?> _liveItems;
        private readonly HashSet<PathElement> _appliedSet;
        private readonly HashSet<PathElement> _taken = [];
        private readonly Queue<PathElement> _shared = new();
        private readonly List<Value> _out;

        public ListMerge(ListValue live, ListValue applied, OwnershipType type, TypeFaults faults)
        {
            (_live, _applied, _type, _faults) = (live, applied, type, faults);
            _liveElements = Elements(live);
            _appliedElements = Elements(applied);
            _liveItems = new Dictionary<PathElement, Value?>(live.Count);
            for (var i = 0; i < live.Count; i++)
            {
                if (_liveElements[i] is { } element)
                {
                    _liveItems[element] = _liveItems.ContainsKey(element) ? null : live[i];
                }
            }

            _appliedSet = new HashSet<PathElement>(applied.Count);
            _out = new List<Value>(Math.Max(live.Count, applied.Count));
            foreach (var element in _appliedElements)
            {
                if (element is null)
                {
                    continue;
                }

                if (!_appliedSet.Add(element))
                {
                    _faults.Add($"duplicate entries for key {element}");
                }
                else if (_liveItems.ContainsKey(element))
                {
                    _shared.Enqueue(element);
                }
            }
        }

        public Value Run()
        {
            if (_faults.Count > 0)
            {
                return _live;
            }

            var (l, r) = (0, 0);
            while (l < _live.Count || r < _applied.Count)
            {
                if (l < _live.Count && r < _applied.Count && IsBoth(l, r))
                {
                    TakeApplied(r++);
                    l++;
                }
                else if (l < _live.Count && IsOutOfTurn(l, r))
                {
                    // An item of both lists whose turn comes with the configuration's order.
                    l++;
                }
                else if (l < _live.Count && !_appliedSet.Contains(_liveElements[l]!))
                {
                    _out.Add(_live[l++]);
                }
                else
                {
                    if (l < _live.Count && _taken.Contains(_liveElements[l]!))
                    {
                        l++;
                    }

                    if (r < _applied.Count)
                    {
                        TakeApplied(r++);
                    }
                }
            }

            return IsLive() ? _live : ListValue.Adopt([.. _out]);
        }

        private bool IsBoth(int l, int r) => _liveElements[l]!.Equals(_appliedElements[r]);

        private bool IsOutOfTurn(int l, int r) =>
            r < _applied.Count && _appliedSet.Contains(_liveElements[l]!) && _shared.TryPeek(out var next) && !next.Equals(_liveElements[l]);

        private void TakeApplied(int r)
        {
            var element = _appliedElements[r]!;
            _taken.Add(element);
            var current = _liveItems.GetValueOrDefault(element);
            _faults.Enter(element);
            _out.Add(current is null ? _applied[r] : Merge(current, _applied[r], _type.Element, _faults));
            _faults.Leave();
            if (_shared.TryPeek(out var next) && next.Equals(element))
            {
                _shared.Dequeue();
            }
        }

        private bool IsLive()
        {
            if (_out.Count != _live.Count)
            {
                return false;
            }

            for (var i = 0; i < _out.Count; i++)
            {
                if (!ReferenceEquals(_out[i], _live[i]))
                {
                    return false;
                }
            }

            return true;
        }

        private PathElement?[] Elements(ListValue list)
        {
            var elements = new PathElement?[list.Count];
            for (var i = 0; i < elements.Length; i++)
            {
                elements[i] = ListItems.TryElementOf(_type, list[i], out var fault);
                if (fault is not null)
                {
                    _faults.Add($"element {i}: {fault}");
                }
            }

            return elements;
        }
    }
}
