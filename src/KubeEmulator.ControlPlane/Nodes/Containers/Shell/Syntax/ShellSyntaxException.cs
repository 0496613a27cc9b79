namespace KubeEmulator.Nodes.Containers.Shell.Syntax;

/// <summary>A script that is no script, in dash's words.</summary>
internal sealed class ShellSyntaxException(int line, string message) : Exception("Syntax error: " + message)
{
    public int Line { get; } = line;
}
