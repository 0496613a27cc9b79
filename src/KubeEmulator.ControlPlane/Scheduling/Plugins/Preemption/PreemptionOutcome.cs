namespace KubeEmulator.Scheduling;

/// <summary>What preemption could do for a pod.</summary>
/// <param name="Best">The node to make room on; null where there is none.</param>
/// <param name="Message">Why there is none; empty otherwise.</param>
/// <param name="ClearNomination">Whether an earlier nomination is void.</param>
internal sealed record PreemptionOutcome(PreemptionCandidate? Best, string Message, bool ClearNomination);
