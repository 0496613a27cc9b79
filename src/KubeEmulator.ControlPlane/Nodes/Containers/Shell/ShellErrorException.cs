namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>An error that ends a shell that is not interactive: an expansion that cannot be done, a special built-in that fails.</summary>
internal sealed class ShellErrorException(string message, int status = 2) : Exception(message)
{
    public int Status { get; } = status;
}
