namespace KubeEmulator.Scheduling;

/// <summary>
/// The pods that wait for room made for them on a node; others of lower or equal priority leave them that room
/// (kube-scheduler's <c>backend/queue/nominator.go</c>).
/// </summary>
internal sealed class Nominations
{
    private readonly Dictionary<string, List<SchedulingPod>> _byNode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _nodeByUid = new(StringComparer.Ordinal);

    public bool IsEmpty => _byNode.Count == 0;

    public IReadOnlyList<SchedulingPod> On(string node) => _byNode.TryGetValue(node, out var pods) ? pods : [];

    public string? NodeOf(string uid) => _nodeByUid.GetValueOrDefault(uid);

    public void Set(SchedulingPod pod, string node)
    {
        Remove(pod.Uid);
        if (node.Length == 0)
        {
            return;
        }

        _nodeByUid[pod.Uid] = node;
        if (!_byNode.TryGetValue(node, out var pods))
        {
            _byNode.Add(node, pods = []);
        }

        pods.Add(pod);
    }

    public void Remove(string uid)
    {
        if (!_nodeByUid.Remove(uid, out var node) || !_byNode.TryGetValue(node, out var pods))
        {
            return;
        }

        pods.RemoveAll(pod => pod.Uid == uid);
        if (pods.Count == 0)
        {
            _byNode.Remove(node);
        }
    }

    public void Clear()
    {
        _byNode.Clear();
        _nodeByUid.Clear();
    }
}
