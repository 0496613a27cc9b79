namespace KubeEmulator.Nodes.Containers;

/// <summary>The size of a terminal in characters.</summary>
public readonly record struct TerminalSize(ushort Width, ushort Height);
