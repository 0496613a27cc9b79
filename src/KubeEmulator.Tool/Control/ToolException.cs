namespace KubeEmulator.Tool.Control;

/// <summary>The command cannot be done; the message names cause and remedy and is all that the user sees.</summary>
internal sealed class ToolException : Exception
{
    public ToolException(string message)
        : base(message)
    {
    }

    public ToolException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
