using KubeEmulator.Rules;

namespace KubeEmulator.Scheduling;

/// <summary>A term that pods on nodes hold: how many of them there are on which node.</summary>
internal sealed class HeldTerm(PodAffinityTerm term)
{
    public PodAffinityTerm Term => term;

    public Dictionary<string, int> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>The label without which it means no pod; null where it needs none.</summary>
    public PodLabel? Label { get; set; }
}
