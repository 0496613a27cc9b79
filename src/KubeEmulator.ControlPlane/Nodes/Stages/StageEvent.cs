namespace KubeEmulator.Nodes.Stages;

/// <summary>An Event about the object.</summary>
internal sealed record StageEvent(string Type, string Reason, string Message);
