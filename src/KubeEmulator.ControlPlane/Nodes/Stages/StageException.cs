namespace KubeEmulator.Nodes.Stages;

/// <summary>A Stage cannot be used. The message says which file and document, which field, what is wrong and what to write instead.</summary>
public sealed class StageException : Exception
{
    /// <summary>A fault with a message.</summary>
    public StageException(string message)
        : base(message)
    {
    }

    /// <summary>A fault with its cause.</summary>
    public StageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
