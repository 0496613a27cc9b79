using System.Runtime.InteropServices;

namespace KubeEmulator.Scheduling;

/// <summary>Counts by place: a node label's key and value. A count that falls to 0 is gone.</summary>
internal sealed class PlaceCounts
{
    private readonly Dictionary<string, Dictionary<string, long>> _byKey;

    public PlaceCounts() => _byKey = new Dictionary<string, Dictionary<string, long>>(StringComparer.Ordinal);

    private PlaceCounts(PlaceCounts other) =>
        _byKey = other._byKey.ToDictionary(k => k.Key, k => new Dictionary<string, long>(k.Value, StringComparer.Ordinal), StringComparer.Ordinal);

    public bool IsEmpty => _byKey.Count == 0;

    public PlaceCounts Copy() => new(this);

    /// <summary>Changes the count of the node's place; nothing where the node lacks the label.</summary>
    public void Change(SchedulingNode node, string key, long by)
    {
        if (node.Label(key) is not { } place)
        {
            return;
        }

        if (!_byKey.TryGetValue(key, out var places))
        {
            _byKey.Add(key, places = new Dictionary<string, long>(StringComparer.Ordinal));
        }

        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(places, place, out _);
        count += by;
        if (count == 0 && places.Remove(place) && places.Count == 0)
        {
            _byKey.Remove(key);
        }
    }

    /// <summary>The count of the node's place by one key.</summary>
    public long At(SchedulingNode node, string key) =>
        _byKey.TryGetValue(key, out var places) && node.Label(key) is { } place ? places.GetValueOrDefault(place) : 0;

    /// <summary>Whether any of the node's places has a count above 0.</summary>
    public bool AnyAt(SchedulingNode node)
    {
        foreach (var (key, places) in _byKey)
        {
            if (node.Label(key) is { } place && places.GetValueOrDefault(place) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The sum of the counts of all the node's places.</summary>
    public long SumAt(SchedulingNode node)
    {
        long sum = 0;
        foreach (var (key, places) in _byKey)
        {
            sum += node.Label(key) is { } place ? places.GetValueOrDefault(place) : 0;
        }

        return sum;
    }
}
