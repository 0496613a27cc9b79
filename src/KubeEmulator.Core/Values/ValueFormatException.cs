namespace KubeEmulator.Values;

/// <summary>A text is not a well-formed document; the message says where and why, in the words of Go's decoder where it has some.</summary>
public sealed class ValueFormatException : Exception
{
    /// <summary>A fault with a message.</summary>
    public ValueFormatException(string message)
        : base(message)
    {
    }

    /// <summary>A fault with its cause.</summary>
    public ValueFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>How many bytes of a JSON text were read when the fault was seen, the one at fault among them; -1 where unknown.</summary>
    public long Offset { get; init; } = -1;
}
