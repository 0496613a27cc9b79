namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>What the shell does after a command.</summary>
internal enum ShellFlow
{
    /// <summary>The next command.</summary>
    Next,

    /// <summary>Leaves loops.</summary>
    Break,

    /// <summary>Starts the next turn of a loop.</summary>
    Continue,

    /// <summary>Leaves a function or a sourced script.</summary>
    Return,

    /// <summary>Leaves the shell.</summary>
    Exit,
}
