using System.Runtime.InteropServices;

namespace KubeEmulator.Tool.Commands;

/// <summary>Ctrl-C and SIGTERM as something to wait for.</summary>
internal static class StopSignal
{
    /// <summary>
    /// Waits on the thread of the program, which has nothing else to do: would the methods above it go on later, each were compiled anew at
    /// every start, forty methods in all.
    /// </summary>
    public static void Wait(CancellationToken cancellation)
    {
        var asked = new TaskCompletionSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var cancelled = cancellation.Register(() => asked.TrySetResult());
        asked.Task.Wait(CancellationToken.None);

        void Stop(PosixSignalContext signal)
        {
            // The process ends by itself once the cluster is closed.
            signal.Cancel = true;
            asked.TrySetResult();
        }
    }
}
