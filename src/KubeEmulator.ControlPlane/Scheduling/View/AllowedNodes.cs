using KubeEmulator.Rules;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Which nodes a requirement allows, kept per node, and the places these make up: pods of one template require the same, and the
/// labels of nodes hardly ever change. Belongs to one view.
/// </summary>
internal sealed class AllowedNodes(NodeRequirement requirement)
{
    private readonly Dictionary<(string Keys, string Key), string[]> _places = [];

    // By the node's ordinal: 0 not asked yet, 1 allowed, 2 not.
    private byte[] _known = [];
    private int _placesVersion;

    public bool Has(SchedulingNode node)
    {
        if (requirement.IsEmpty)
        {
            return true;
        }

        if (node.Ordinal >= _known.Length)
        {
            Array.Resize(ref _known, Math.Max(node.Ordinal + 1, _known.Length * 2));
        }

        ref var known = ref _known[node.Ordinal];
        if (known == 0)
        {
            known = (byte)(requirement.Matches(node.View) ? 1 : 2);
        }

        return known == 1;
    }

    /// <summary>The values of a label on allowed nodes, of those that have the labels of all constraints.</summary>
    public string[] Places(ClusterView view, SpreadConstraint[] constraints, string key)
    {
        if (_placesVersion != view.NodesVersion)
        {
            _places.Clear();
            _placesVersion = view.NodesVersion;
        }

        var asked = (constraints.Length == 1 ? key : string.Join('\n', constraints.Select(c => c.TopologyKey)), key);
        if (!_places.TryGetValue(asked, out var places))
        {
            places = [.. view.Nodes.Where(node => SpreadConstraint.AllOn(constraints, node) && Has(node)).Select(node => node.Label(key)!).Distinct(StringComparer.Ordinal)];
            _places.Add(asked, places);
        }

        return places;
    }
}
