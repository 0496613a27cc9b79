namespace KubeEmulator.Scheduling;

/// <summary>How many matching pods there are per constraint and place, and the least of each; changed as pods are tried out.</summary>
internal sealed class SpreadFilterState(SpreadConstraint[] constraints, Dictionary<string, int>[] counts) : PluginState
{
    private readonly int?[] _least = new int?[constraints.Length];

    public SpreadConstraint[] Constraints => constraints;

    public override PluginState Copy() => new SpreadFilterState(constraints, [.. counts.Select(c => new Dictionary<string, int>(c, StringComparer.Ordinal))]);

    public int Count(int constraint, string place) => counts[constraint].GetValueOrDefault(place);

    /// <summary>The fewest pods that a place has; 0 where there are fewer places than asked for.</summary>
    public int Least(int constraint)
    {
        var places = counts[constraint];
        if (places.Count < constraints[constraint].MinDomains)
        {
            return 0;
        }

        return _least[constraint] ??= places.Count == 0 ? int.MaxValue : places.Values.Min();
    }

    public void Change(int constraint, string place, int by)
    {
        counts[constraint][place] = counts[constraint].GetValueOrDefault(place) + by;
        _least[constraint] = null;
    }
}
