namespace KubeEmulator.Scheduling;

/// <summary>A plugin in a profile.</summary>
/// <param name="Plugin">The plugin.</param>
/// <param name="Weight">What its normalised scores are multiplied with.</param>
public sealed record ProfilePlugin(SchedulerPlugin Plugin, int Weight = 1);
