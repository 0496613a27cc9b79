namespace KubeEmulator.Scheduling;

/// <summary>How well one plugin likes a node.</summary>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="Raw">The score it gave.</param>
/// <param name="Normalized">The score among those of the other nodes, 0 to 100.</param>
/// <param name="Weight">The plugin's weight.</param>
public sealed record PluginScore(string Plugin, long Raw, long Normalized, int Weight);
