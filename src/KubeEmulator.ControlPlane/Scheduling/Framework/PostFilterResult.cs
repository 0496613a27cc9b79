namespace KubeEmulator.Scheduling;

/// <summary>What a plugin could do for a pod that fits nowhere.</summary>
/// <param name="Status">Success: the pod will fit. Otherwise why not; the reasons end the message that users see.</param>
/// <param name="NominatedNode">The node where the pod will fit; empty takes an earlier nomination back, null leaves it.</param>
public readonly record struct PostFilterResult(PluginStatus Status, string? NominatedNode = null);
