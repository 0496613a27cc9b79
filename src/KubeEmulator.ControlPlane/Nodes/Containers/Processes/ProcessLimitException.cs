namespace KubeEmulator.Nodes.Containers.Processes;

/// <summary>The container has as many processes as it may.</summary>
internal sealed class ProcessLimitException() : Exception("Cannot fork");
