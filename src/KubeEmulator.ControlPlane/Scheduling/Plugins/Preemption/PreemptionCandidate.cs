namespace KubeEmulator.Scheduling;

/// <summary>A node where the pod would fit if the victims were gone.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Victims">The pods to be removed, the most important first.</param>
/// <param name="Violations">How many of them a disruption budget would protect.</param>
internal sealed record PreemptionCandidate(string Node, IReadOnlyList<SchedulingPod> Victims, int Violations);
