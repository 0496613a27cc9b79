namespace KubeEmulator.Scheduling;

/// <summary>
/// Those who mean pods by their labels, so that a pod meets only the ones that may mean it, however many there are:
/// <code>
/// (namespace, key, value) -> those who need that label
/// (any,       key, value) -> those who need it in whatever namespace
/// others                  -> those who need no certain label
/// </code>
/// </summary>
internal sealed class PodAskers<T>
    where T : class
{
    private readonly Dictionary<PodLabel, List<T>> _byLabel = [];
    private readonly List<T> _others = [];

    /// <summary>Adds one that needs all of some labels; answers the label it is kept under, or null.</summary>
    public PodLabel? Add(T asker, IEnumerable<PodLabel> needed)
    {
        PodLabel? best = null;
        var fewest = int.MaxValue;
        foreach (var label in needed)
        {
            // Labels that many ask for say little.
            var others = _byLabel.TryGetValue(label, out var there) ? there.Count : 0;
            if (others < fewest)
            {
                (best, fewest) = (label, others);
            }
        }

        if (best is not { } chosen)
        {
            _others.Add(asker);
        }
        else if (_byLabel.TryGetValue(chosen, out var askers))
        {
            askers.Add(asker);
        }
        else
        {
            _byLabel.Add(chosen, [asker]);
        }

        return best;
    }

    /// <summary>Takes one away from where <see cref="Add"/> put it.</summary>
    public void Remove(T asker, PodLabel? label)
    {
        if (label is not { } under)
        {
            _others.Remove(asker);
        }
        else if (_byLabel.TryGetValue(under, out var askers) && askers.Remove(asker) && askers.Count == 0)
        {
            _byLabel.Remove(under);
        }
    }

    /// <summary>Those who may mean a pod.</summary>
    public IEnumerable<T> Of(SchedulingPod pod)
    {
        foreach (var asker in _others)
        {
            yield return asker;
        }

        if (_byLabel.Count == 0)
        {
            yield break;
        }

        foreach (var label in PodLabel.Of(pod))
        {
            if (_byLabel.TryGetValue(label, out var here))
            {
                foreach (var asker in here)
                {
                    yield return asker;
                }
            }

            if (_byLabel.TryGetValue(label with { Namespace = "" }, out var anywhere))
            {
                foreach (var asker in anywhere)
                {
                    yield return asker;
                }
            }
        }
    }

    public void Clear()
    {
        _byLabel.Clear();
        _others.Clear();
    }
}
