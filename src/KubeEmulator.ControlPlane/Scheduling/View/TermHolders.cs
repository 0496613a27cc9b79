using KubeEmulator.Rules;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Which terms the pods on the nodes hold, and how many pods on which node hold each: what existing pods say about new ones is
/// asked per term, not per pod.
/// </summary>
internal sealed class TermHolders
{
    private readonly Dictionary<PodAffinityTerm, Dictionary<string, int>> _holders = [];

    /// <summary>The terms held, each with the nodes of its holders and how many are there.</summary>
    public IEnumerable<KeyValuePair<PodAffinityTerm, Dictionary<string, int>>> All => _holders;

    public bool IsEmpty => _holders.Count == 0;

    public void Change(PodAffinityTerm[] terms, string node, int by)
    {
        foreach (var term in terms)
        {
            if (!_holders.TryGetValue(term, out var nodes))
            {
                _holders.Add(term, nodes = new Dictionary<string, int>(StringComparer.Ordinal));
            }

            var count = nodes.GetValueOrDefault(node) + by;
            if (count != 0)
            {
                nodes[node] = count;
            }
            else if (nodes.Remove(node) && nodes.Count == 0)
            {
                _holders.Remove(term);
            }
        }
    }

    public void Clear() => _holders.Clear();
}
