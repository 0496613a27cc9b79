using System.Runtime.InteropServices;

namespace KubeEmulator.Tool.Commands;

/// <summary>Ctrl-C and SIGTERM as something to wait for.</summary>
internal static class StopSignal
{
    public static async Task WaitAsync(CancellationToken cancellation)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var cancelled = cancellation.Register(() => asked.TrySetResult());
        await asked.Task.ConfigureAwait(false);

        void Stop(PosixSignalContext signal)
        {
            // The process ends by itself once the cluster is closed.
            signal.Cancel = true;
            asked.TrySetResult();
        }
    }
}
