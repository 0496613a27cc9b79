using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>A command: runs to its end and returns its exit code.</summary>
internal delegate ValueTask<int> CommandFunction(CommandRun run);
