namespace KubeEmulator.Scheduling;

/// <summary>How a pod's look at the nodes ended.</summary>
/// <param name="Status">Success, or why not.</param>
/// <param name="Node">The chosen node; empty where there is none.</param>
/// <param name="Verdicts">Why nodes were turned away; null where it did not come to that.</param>
/// <param name="Nominated">The nomination to be noted; null leaves what there is.</param>
internal sealed record SchedulingOutcome(PluginStatus Status, string Node = "", NodeVerdicts? Verdicts = null, string? Nominated = null);
