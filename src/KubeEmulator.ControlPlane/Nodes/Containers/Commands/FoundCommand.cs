namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>What a command's name leads to: a program of ours, or a script and what interprets it, or why nothing.</summary>
/// <param name="Path">The file.</param>
/// <param name="Function">The program.</param>
/// <param name="Interpreter">The words to put before a script's path.</param>
/// <param name="Failure">The message and status of a shell where there is nothing to run.</param>
internal sealed record FoundCommand(string Path, CommandFunction? Function, IReadOnlyList<string>? Interpreter, (string Message, int Status)? Failure)
{
    public static FoundCommand NotFound { get; } = new("", null, null, ("not found", 127));

    public static FoundCommand Denied { get; } = new("", null, null, ("Permission denied", 126));
}
