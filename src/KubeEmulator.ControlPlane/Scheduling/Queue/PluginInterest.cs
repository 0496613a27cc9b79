namespace KubeEmulator.Scheduling;

/// <summary>A plugin and an event it asked for.</summary>
internal readonly record struct PluginInterest(string Plugin, EventInterest Interest);
