namespace KubeEmulator.Api;

/// <summary>A container runtime refuses: the container does not run, the command does not exist. Clients see the message.</summary>
public sealed class PodRuntimeException : Exception
{
    /// <summary>A refusal.</summary>
    public PodRuntimeException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal with its cause.</summary>
    public PodRuntimeException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
