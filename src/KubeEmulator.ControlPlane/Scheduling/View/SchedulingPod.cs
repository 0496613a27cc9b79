using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>A pod as the scheduler sees it: the object, and what plugins read again and again made ready once.</summary>
public sealed class SchedulingPod
{
    private NodeRequirement? _required;

    internal SchedulingPod(KubeObject pod, AffinityTerms terms)
    {
        Object = pod;
        View = new PodView(pod);
        Priority = View.Priority;
        var placed = View.NodeName.Length > 0;
        Requests = ResourceAmounts.Requests(View, placed);
        NonZeroRequests = ResourceAmounts.NonZeroRequests(View, placed);
        HostPorts = [.. Rules.HostPorts.Of(View)];
        Tolerations = [.. View.Tolerations];
        if (View.Affinity is null)
        {
            return;
        }

        RequiredAffinity = terms.Required(View, "podAffinity");
        RequiredAntiAffinity = terms.Required(View, "podAntiAffinity");
        PreferredAffinity = terms.Preferred(View, "podAffinity");
        PreferredAntiAffinity = terms.Preferred(View, "podAntiAffinity");
    }

    /// <summary>The stored pod.</summary>
    public KubeObject Object { get; private set; }

    /// <summary>Its priority.</summary>
    public int Priority { get; }

    internal PodView View { get; private set; }

    internal string Uid => Object.Metadata.Uid;

    internal string Namespace => Object.Namespace;

    internal string Name => Object.Name;

    /// <summary><c>namespace/name</c>.</summary>
    internal string FullName => $"{Object.Namespace}/{Object.Name}";

    internal MapValue Labels => Object.Metadata.Labels;

    internal ResourceAmounts Requests { get; }

    internal ResourceAmounts NonZeroRequests { get; }

    internal IReadOnlyList<HostPort> HostPorts { get; }

    internal TolerationView[] Tolerations { get; }

    internal PodAffinityTerm[] RequiredAffinity { get; } = [];

    internal PodAffinityTerm[] RequiredAntiAffinity { get; } = [];

    internal PodAffinityTerm[] PreferredAffinity { get; } = [];

    internal PodAffinityTerm[] PreferredAntiAffinity { get; } = [];

    /// <summary>Replaces the object by one that differs in nothing made ready here.</summary>
    internal void Refresh(KubeObject pod) => (Object, View) = (pod, new PodView(pod));

    /// <summary>What it requires of nodes.</summary>
    internal NodeRequirement Required => _required ??= NodeRequirement.Of(View);

    internal bool Tolerates(TaintView taint)
    {
        foreach (var toleration in Tolerations)
        {
            if (Rules.Tolerations.Tolerates(toleration, taint))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => FullName;
}
