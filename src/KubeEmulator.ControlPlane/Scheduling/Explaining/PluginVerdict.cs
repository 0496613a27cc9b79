namespace KubeEmulator.Scheduling;

/// <summary>What one plugin said.</summary>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="Status">Its answer.</param>
public sealed record PluginVerdict(string Plugin, PluginStatus Status);
