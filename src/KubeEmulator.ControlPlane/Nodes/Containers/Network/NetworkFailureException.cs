namespace KubeEmulator.Nodes.Containers;

/// <summary>What went wrong on the way to another host.</summary>
public sealed class NetworkFailureException(NetworkFailure failure, string message) : IOException(message)
{
    /// <summary>The kind of failure.</summary>
    public NetworkFailure Failure { get; } = failure;
}
