namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>A command was called in a way it does not know.</summary>
internal sealed class UsageException(string message, int code = 1, bool showsHelp = false) : Exception(message)
{
    /// <summary>Whether the command says where help is.</summary>
    public bool ShowsHelp { get; } = showsHelp;

    public int Code { get; } = code;
}
