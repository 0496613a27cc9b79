namespace KubeEmulator.Scheduling;

/// <summary>The pods on nodes by each label they have, with their nodes: a new tally is made of those it may count, not of all.</summary>
internal sealed class PodsByLabel
{
    private static readonly Dictionary<SchedulingPod, string> None = [];
    private readonly Dictionary<PodLabel, Dictionary<SchedulingPod, string>> _pods = [];

    /// <summary>The pods that have a label.</summary>
    public IReadOnlyDictionary<SchedulingPod, string> With(PodLabel label) => _pods.GetValueOrDefault(label, None);

    public void Add(SchedulingPod pod, string node)
    {
        foreach (var label in PodLabel.Of(pod))
        {
            if (!_pods.TryGetValue(label, out var pods))
            {
                _pods.Add(label, pods = []);
            }

            pods[pod] = node;
        }
    }

    public void Remove(SchedulingPod pod)
    {
        foreach (var label in PodLabel.Of(pod))
        {
            if (_pods.TryGetValue(label, out var pods) && pods.Remove(pod) && pods.Count == 0)
            {
                _pods.Remove(label);
            }
        }
    }
}
