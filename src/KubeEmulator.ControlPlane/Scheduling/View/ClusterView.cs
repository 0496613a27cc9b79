using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>
/// What the scheduler knows of nodes and the pods on them: made from any snapshot, then changed with each change of the log, so that
/// no cycle walks all pods. Pods that are decided but not yet bound (assumed) count as if they were. Used on the executor; an
/// explanation makes its own.
/// </summary>
internal sealed class ClusterView
{
    // Requirements of so many templates are remembered.
    private const int MostKept = 4096;

    private static readonly GroupResource NodesResource = new("", "nodes");
    private static readonly GroupResource PodsResource = new("", "pods");
    private static readonly GroupResource NamespacesResource = new("", "namespaces");

    private readonly AffinityTerms _terms;
    private readonly Dictionary<string, SchedulingNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Placement> _placed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<SchedulingPod>> _homeless = new(StringComparer.Ordinal);
    private readonly HashSet<string> _assumed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MapValue> _namespaces = new(StringComparer.Ordinal);
    private readonly Occurrences<string> _imageNodes = new();
    private readonly Occurrences<(string Namespace, string Claim)> _claims = new();
    private readonly Dictionary<string, string> _volumes = new(StringComparer.Ordinal);
    private readonly Dictionary<(MapValue? Selector, Value? Affinity), AllowedNodes> _allowed = [];
    private SchedulingNode[]? _ordered;
    private int _ordinals;

    public ClusterView(AffinityTerms terms)
    {
        _terms = terms;
        Tallies = new PodTallies(this);
    }

    /// <summary>Raised when nodes come or go or change their labels.</summary>
    public int NodesVersion { get; private set; }

    /// <summary>The nodes in the order in which they are looked at.</summary>
    public IReadOnlyList<SchedulingNode> Nodes => _ordered ??= NodeOrder.Of(_nodes.Values);

    public PodTallies Tallies { get; }

    public Nominations Nominations { get; } = new();

    public TermHolders RequiredAffinity { get; } = new();

    public TermHolders RequiredAntiAffinity { get; } = new();

    public TermHolders PreferredAffinity { get; } = new();

    public TermHolders PreferredAntiAffinity { get; } = new();

    /// <summary>A view of a snapshot. Pods of <paramref name="leaveOut"/> are not on their nodes.</summary>
    public static ClusterView Of(Snapshot snapshot, AffinityTerms terms, string leaveOut = "")
    {
        var view = new ClusterView(terms);
        view.Begin(snapshot, leaveOut);
        return view;
    }

    /// <summary>Begins again from a snapshot.</summary>
    public void Begin(Snapshot snapshot, string leaveOut = "")
    {
        Clear();
        foreach (var space in snapshot.List(NamespacesResource))
        {
            _namespaces[space.Name] = space.Metadata.Labels;
        }

        foreach (var node in snapshot.List(NodesResource))
        {
            SetNode(node);
        }

        foreach (var pod in snapshot.List(PodsResource))
        {
            var view = new PodView(pod);
            if (PodState.IsTerminal(view) || pod.Metadata.Uid == leaveOut)
            {
                continue;
            }

            if (view.NodeName.Length > 0)
            {
                Place(Parse(pod), view.NodeName);
            }
            else if (view.NominatedNodeName.Length > 0)
            {
                Nominations.Set(Parse(pod), view.NominatedNodeName);
            }
        }
    }

    public SchedulingPod Parse(KubeObject pod) => new(pod, _terms);

    public SchedulingNode? Node(string name) => _nodes.GetValueOrDefault(name);

    /// <summary>The labels of a namespace; null where there is none.</summary>
    public MapValue? NamespaceLabels(string name) => _namespaces.GetValueOrDefault(name);

    /// <summary>The nodes that a pod's <c>nodeSelector</c> and required node affinity allow.</summary>
    public AllowedNodes AllowedFor(SchedulingPod pod)
    {
        var key = (pod.View.NodeSelector, (Value?)NodeSelectors.Required(pod.View));
        if (!_allowed.TryGetValue(key, out var allowed))
        {
            if (_allowed.Count >= MostKept)
            {
                _allowed.Clear();
            }

            _allowed.Add(key, allowed = new AllowedNodes(pod.Required));
        }

        return allowed;
    }

    /// <summary>How many nodes have an image.</summary>
    public int NodesWithImage(string image) => _imageNodes[image];

    /// <summary>Whether a pod on a node uses a claim.</summary>
    public bool IsClaimUsed(string @namespace, string claim) => _claims[(@namespace, claim)] > 0;

    /// <summary>Whether a term of one pod means another pod.</summary>
    public bool Means(PodAffinityTerm term, SchedulingPod pod) => term.Matches(pod.View, NamespaceLabels(pod.Namespace));

    /// <summary>Whether there are terms and all of them mean a pod.</summary>
    public bool AllMean(PodAffinityTerm[] terms, SchedulingPod pod)
    {
        foreach (var term in terms)
        {
            if (!Means(term, pod))
            {
                return false;
            }
        }

        return terms.Length > 0;
    }

    /// <summary>The volumes chosen for pods on their way to a node; nobody else may have them.</summary>
    public HashSet<string> VolumesTaken() => [.. _volumes.Keys];

    public void TakeVolume(string volume, string uid) => _volumes[volume] = uid;

    public void ReleaseVolumes(string uid)
    {
        foreach (var volume in _volumes.Where(v => v.Value == uid).Select(v => v.Key).ToArray())
        {
            _volumes.Remove(volume);
        }
    }

    public void SetNode(KubeObject node)
    {
        if (_nodes.TryGetValue(node.Name, out var known))
        {
            var (zone, labels) = (NodeOrder.Zone(known), known.Labels);
            CountImages(known, -1);
            known.Read(node);
            if (!labels.Equals(known.Labels))
            {
                Number(known);
            }

            CountImages(known, 1);
            _ordered = zone == NodeOrder.Zone(known) ? _ordered : null;
            return;
        }

        var added = new SchedulingNode(node);
        _nodes.Add(node.Name, added);
        _ordered = null;
        Number(added);
        CountImages(added, 1);
        if (_homeless.Remove(node.Name, out var pods))
        {
            foreach (var pod in pods)
            {
                Enter(added, pod);
            }
        }
    }

    /// <summary>The node is gone; its pods stay known until they go too, or it comes back.</summary>
    public void RemoveNode(string name)
    {
        if (!_nodes.Remove(name, out var node))
        {
            return;
        }

        _ordered = null;
        NodesVersion++;
        CountImages(node, -1);
        foreach (var pod in node.Pods.ToArray())
        {
            Leave(node, pod);
            Shelter(pod, name);
        }
    }

    public void SetNamespace(string name, MapValue? labels)
    {
        var before = _namespaces.GetValueOrDefault(name);
        if (labels is null)
        {
            _namespaces.Remove(name);
        }
        else
        {
            _namespaces[name] = labels;
        }

        if (before is not null && !before.Equals(labels))
        {
            Tallies.Clear();
        }
    }

    /// <summary>Puts a pod on a node, or replaces what was known of it.</summary>
    public void Place(SchedulingPod pod, string node, bool assumed = false)
    {
        Displace(pod.Uid);
        Nominations.Remove(pod.Uid);
        _placed.Add(pod.Uid, new Placement(pod, node));
        if (assumed)
        {
            _assumed.Add(pod.Uid);
        }

        CountClaims(pod, 1);
        if (_nodes.TryGetValue(node, out var there))
        {
            Enter(there, pod);
        }
        else
        {
            Shelter(pod, node);
        }
    }

    /// <summary>
    /// A pod on a node changed in nothing that is counted, as most updates of a status do: only the object is replaced. False where
    /// more changed.
    /// </summary>
    public bool Refresh(KubeObject before, KubeObject after)
    {
        if (before.Metadata.IsDeleting != after.Metadata.IsDeleting
            || !before.Metadata.Labels.Equals(after.Metadata.Labels)
            || !PodChanges.SameRequests(before, after)
            || !_placed.TryGetValue(after.Metadata.Uid, out var placement)
            || _assumed.Contains(after.Metadata.Uid))
        {
            return false;
        }

        placement.Pod.Refresh(after);
        return true;
    }

    /// <summary>
    /// A pod that was assumed to be on a node is bound to it, and nothing else about it changed: it stays where it is. False where
    /// it was not assumed, or more changed.
    /// </summary>
    public bool Confirm(KubeObject before, KubeObject after)
    {
        var uid = after.Metadata.Uid;
        if (!_assumed.Contains(uid)
            || !_placed.TryGetValue(uid, out var placement)
            || placement.Node != after.Spec.String("nodeName")
            || !PodChanges.SameSpec(placement.Pod.Object, after)
            || before.Metadata.IsDeleting != after.Metadata.IsDeleting
            || !placement.Pod.Labels.Equals(after.Metadata.Labels)
            || PodChanges.HasOtherResources(after))
        {
            return false;
        }

        _assumed.Remove(uid);
        placement.Pod.Refresh(after);
        return true;
    }

    /// <summary>Takes a pod off its node; false where it was on none.</summary>
    public bool Displace(string uid)
    {
        _assumed.Remove(uid);
        if (!_placed.Remove(uid, out var placement))
        {
            return false;
        }

        CountClaims(placement.Pod, -1);
        if (_nodes.TryGetValue(placement.Node, out var node))
        {
            Leave(node, placement.Pod);
        }
        else if (_homeless.TryGetValue(placement.Node, out var pods))
        {
            pods.Remove(placement.Pod);
        }

        return true;
    }

    public bool IsAssumed(string uid) => _assumed.Contains(uid);

    private void Clear()
    {
        _nodes.Clear();
        _placed.Clear();
        _homeless.Clear();
        _assumed.Clear();
        _namespaces.Clear();
        _imageNodes.Clear();
        _claims.Clear();
        _volumes.Clear();
        _ordered = null;
        _allowed.Clear();
        (_ordinals, NodesVersion) = (0, NodesVersion + 1);
        Tallies.Reset();
        Nominations.Clear();
        foreach (var holders in (TermHolders[])[RequiredAffinity, RequiredAntiAffinity, PreferredAffinity, PreferredAntiAffinity])
        {
            holders.Clear();
        }
    }

    // What is known of a node by its number is no longer so. The numbers begin anew before they outgrow the nodes.
    private void Number(SchedulingNode node)
    {
        NodesVersion++;
        if (_ordinals > MostKept + (4 * _nodes.Count))
        {
            _allowed.Clear();
            _ordinals = 0;
            foreach (var other in _nodes.Values)
            {
                other.Ordinal = _ordinals++;
            }
        }

        node.Ordinal = _ordinals++;
    }

    private void Enter(SchedulingNode node, SchedulingPod pod)
    {
        node.Add(pod);
        Count(node, pod, 1);
    }

    private void Leave(SchedulingNode node, SchedulingPod pod)
    {
        if (node.Remove(pod))
        {
            Count(node, pod, -1);
        }
    }

    private void Count(SchedulingNode node, SchedulingPod pod, int by)
    {
        Tallies.Change(pod, node.Name, by);
        RequiredAffinity.Change(pod.RequiredAffinity, node.Name, by);
        RequiredAntiAffinity.Change(pod.RequiredAntiAffinity, node.Name, by);
        PreferredAffinity.Change(pod.PreferredAffinity, node.Name, by);
        PreferredAntiAffinity.Change(pod.PreferredAntiAffinity, node.Name, by);
    }

    private void Shelter(SchedulingPod pod, string node)
    {
        if (!_homeless.TryGetValue(node, out var pods))
        {
            _homeless.Add(node, pods = []);
        }

        pods.Add(pod);
    }

    private void CountImages(SchedulingNode node, int by) => _imageNodes.Change(node.Images.Keys, by);

    private void CountClaims(SchedulingPod pod, int by) => _claims.Change(PodVolumes.ClaimNames(pod.Object).Select(claim => (pod.Namespace, claim)), by);

    private readonly record struct Placement(SchedulingPod Pod, string Node);
}
