using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>A node with the pods on it (bound, or about to be) and the sums of what they take; kube-scheduler's NodeInfo.</summary>
public sealed class SchedulingNode
{
    private readonly List<SchedulingPod> _pods;
    private readonly List<HostPort> _ports;
    private string? _hostname;
    private string? _zone;

    internal SchedulingNode(KubeObject node)
        : this(node, [], [], new ResourceAmounts(), new ResourceAmounts()) => Read(node);

    private SchedulingNode(KubeObject node, List<SchedulingPod> pods, List<HostPort> ports, ResourceAmounts requested, ResourceAmounts nonZero) =>
        (Object, _pods, _ports, Requested, NonZeroRequested) = (node, pods, ports, requested, nonZero);

    /// <summary>The stored node.</summary>
    public KubeObject Object { get; private set; }

    /// <summary>Its number in its view; another one when its labels change.</summary>
    internal int Ordinal { get; set; }

    /// <summary>Its name.</summary>
    public string Name => Object.Name;

    /// <summary>Its labels.</summary>
    public MapValue Labels => Object.Metadata.Labels;

    /// <summary>The pods on it.</summary>
    public IReadOnlyList<SchedulingPod> Pods => _pods;

    // What is asked for every node goes not through an interface.
    internal int PodCount => _pods.Count;

    internal NodeView View => new(Object);

    internal bool Unschedulable { get; private set; }

    internal TaintView[] Taints { get; private set; } = [];

    internal ResourceAmounts Allocatable { get; private set; } = new();

    internal ResourceAmounts Requested { get; }

    internal ResourceAmounts NonZeroRequested { get; }

    internal IReadOnlyList<HostPort> UsedPorts => _ports;

    /// <summary>Sizes of the images on the node by every name they have.</summary>
    internal Dictionary<string, long> Images { get; private set; } = [];

    /// <summary>A label's value; null where the node lacks the label.</summary>
    internal string? Label(string key) => key switch
    {
        WellKnownLabels.Hostname => _hostname,
        WellKnownLabels.Zone => _zone,
        _ => Labels.String(key),
    };

    internal void Read(KubeObject node)
    {
        var view = new NodeView(node);
        Object = node;
        Unschedulable = view.Unschedulable;
        Taints = [.. view.Taints];
        Allocatable = ResourceAmounts.Allocatable(node);
        _hostname = Labels.String(WellKnownLabels.Hostname);
        _zone = Labels.String(WellKnownLabels.Zone);
        var images = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var image in view.Images)
        {
            foreach (var name in image.Strings("names"))
            {
                images[name] = image.Integer("sizeBytes") ?? 0;
            }
        }

        Images = images;
    }

    internal void Add(SchedulingPod pod)
    {
        _pods.Add(pod);
        Requested.Add(pod.Requests, 1);
        NonZeroRequested.Add(pod.NonZeroRequests, 1);
        _ports.AddRange(pod.HostPorts);
    }

    internal bool Remove(SchedulingPod pod)
    {
        var index = _pods.FindIndex(p => p.Uid == pod.Uid);
        if (index < 0)
        {
            return false;
        }

        var there = _pods[index];
        _pods.RemoveAt(index);
        Requested.Add(there.Requests, -1);
        NonZeroRequested.Add(there.NonZeroRequests, -1);
        foreach (var port in there.HostPorts)
        {
            _ports.Remove(port);
        }

        return true;
    }

    /// <summary>A node to try things on.</summary>
    internal SchedulingNode Copy() => new(Object, [.. _pods], [.. _ports], Requested.Copy(), NonZeroRequested.Copy())
    {
        Unschedulable = Unschedulable,
        Taints = Taints,
        Allocatable = Allocatable,
        Images = Images,
        Ordinal = Ordinal,
        _hostname = _hostname,
        _zone = _zone,
    };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
