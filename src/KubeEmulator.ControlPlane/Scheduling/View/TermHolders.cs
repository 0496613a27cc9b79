using KubeEmulator.Rules;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Which terms the pods on the nodes hold, and how many pods on which node hold each: what existing pods say about new ones is
/// asked per term, not per pod, and only of the terms that may mean the new one.
/// </summary>
internal sealed class TermHolders
{
    private readonly Dictionary<PodAffinityTerm, HeldTerm> _holders = [];
    private readonly PodAskers<HeldTerm> _askers = new();

    /// <summary>The terms held that may mean a pod.</summary>
    public IEnumerable<HeldTerm> Of(SchedulingPod pod) => _holders.Count == 0 ? [] : _askers.Of(pod);

    public void Change(PodAffinityTerm[] terms, string node, int by)
    {
        foreach (var term in terms)
        {
            if (!_holders.TryGetValue(term, out var held))
            {
                _holders.Add(term, held = new HeldTerm(term));
                held.Label = _askers.Add(held, PodLabel.Needed(term.OnlyNamespace ?? "", term.Selector));
            }

            var count = held.Nodes.GetValueOrDefault(node) + by;
            if (count != 0)
            {
                held.Nodes[node] = count;
            }
            else if (held.Nodes.Remove(node) && held.Nodes.Count == 0)
            {
                _holders.Remove(term);
                _askers.Remove(held, held.Label);
            }
        }
    }

    public void Clear()
    {
        _holders.Clear();
        _askers.Clear();
    }
}
