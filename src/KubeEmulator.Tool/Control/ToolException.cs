namespace KubeEmulator.Tool.Control;

/// <summary>The command cannot be done; the message names cause and remedy and is all that the user sees.</summary>
internal sealed class ToolException : Exception
{
    /// <summary>How the process ends; see <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; init; } = ExitCodes.Refused;

    public ToolException(string message)
        : base(message)
    {
    }

    public ToolException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
