namespace KubeEmulator.Scheduling;

/// <summary>What preemption would do for a pod that fits nowhere.</summary>
/// <param name="Node">The node where room would be made; empty where none can be.</param>
/// <param name="Victims">The pods that would be removed, as <c>namespace/name</c>.</param>
/// <param name="Message">Why no room can be made; empty otherwise.</param>
public sealed record PreemptionExplanation(string Node, IReadOnlyList<string> Victims, string Message);
