namespace KubeEmulator.Nodes.Containers.Processes;

/// <summary>
/// How a process ended, as its parent sees it: an exit code, or the signal that ended it. The two are told apart by a bit
/// above all exit codes.
/// </summary>
internal static class SignalStatus
{
    private const int Flag = 0x10000;

    /// <summary>The status of a process that a signal ended; none: the container ended, by KILL.</summary>
    public static int Of(ContainerSignal signal) => Flag | (int)(signal is ContainerSignal.None ? ContainerSignal.Kill : signal);

    /// <summary>The exit code that a shell makes of it.</summary>
    public static int Code(int status) => (status & Flag) != 0 ? 128 + (status & 0x7f) : status;

    /// <summary>What a shell says of it; null: nothing.</summary>
    public static string? Describe(int status) => (status & Flag) == 0 ? null : (ContainerSignal)(status & 0x7f) switch
    {
        ContainerSignal.Hup => "Hangup",
        ContainerSignal.Quit => "Quit",
        ContainerSignal.Kill => "Killed",
        ContainerSignal.Usr1 => "User defined signal 1",
        ContainerSignal.Usr2 => "User defined signal 2",
        ContainerSignal.Alrm => "Alarm clock",
        ContainerSignal.Term => "Terminated",
        _ => null,
    };
}
