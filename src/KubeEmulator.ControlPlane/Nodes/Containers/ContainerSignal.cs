namespace KubeEmulator.Nodes.Containers;

/// <summary>The signals a container knows, with Linux' numbers.</summary>
public enum ContainerSignal
{
    /// <summary>No signal: asks whether the process is there.</summary>
    None = 0,

    /// <summary>SIGHUP.</summary>
    Hup = 1,

    /// <summary>SIGINT, Ctrl-C.</summary>
    Int = 2,

    /// <summary>SIGQUIT.</summary>
    Quit = 3,

    /// <summary>SIGKILL: ends the container at once.</summary>
    Kill = 9,

    /// <summary>SIGUSR1.</summary>
    Usr1 = 10,

    /// <summary>SIGUSR2.</summary>
    Usr2 = 12,

    /// <summary>SIGPIPE.</summary>
    Pipe = 13,

    /// <summary>SIGALRM.</summary>
    Alrm = 14,

    /// <summary>SIGTERM: asks the container to end.</summary>
    Term = 15,
}
