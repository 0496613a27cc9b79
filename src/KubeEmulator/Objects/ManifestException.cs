namespace KubeEmulator;

/// <summary>A manifest cannot be used; the message says which file and document, and what is wrong with it.</summary>
public sealed class ManifestException : Exception
{
    /// <summary>A fault with a message.</summary>
    public ManifestException(string message)
        : base(message)
    {
    }

    /// <summary>A fault with its cause.</summary>
    public ManifestException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
