namespace KubeEmulator.Nodes.Containers.Streams;

/// <summary>Nobody reads what is written: SIGPIPE for the process that wrote.</summary>
internal sealed class BrokenPipeException() : IOException("Broken pipe");
