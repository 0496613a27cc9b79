namespace KubeEmulator.Nodes.Containers;

/// <summary>The container's process, or the process of an exec, cannot be started; the message is the container runtime's.</summary>
public sealed class ContainerStartException(string message) : Exception(message)
{
    /// <summary>The exit code that the kubelet reports for a container that could not start.</summary>
    public const int ExitCode = 128;

    /// <summary>The command is not in the image.</summary>
    public static ContainerStartException NotFound(string command) => new(command.Contains('/', StringComparison.Ordinal)
        ? $"exec: \"{command}\": stat {command}: no such file or directory"
        : $"exec: \"{command}\": executable file not found in $PATH");

    /// <summary>The command is a file that may not be executed.</summary>
    public static ContainerStartException Denied(string command) => new($"exec: \"{command}\": permission denied");
}
