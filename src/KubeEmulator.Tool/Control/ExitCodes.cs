namespace KubeEmulator.Tool.Control;

/// <summary>How the tool ends, for scripts.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Refused, or it went wrong; the message says why.</summary>
    public const int Refused = 1;

    /// <summary>What was typed means nothing.</summary>
    public const int Usage = 2;

    /// <summary>The cluster cannot be reached, or is of another version.</summary>
    public const int Unreachable = 3;
}
