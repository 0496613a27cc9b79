using System.Runtime.InteropServices;

namespace KubeEmulator.Tool.Commands;

/// <summary>Ctrl-C and SIGTERM as something to wait for, from its making on: who says that it is ready must be able to be stopped.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource _asked = new();
    private readonly IDisposable[] _registrations;

    /// <summary>Takes note of signals from now on.</summary>
    public StopSignal(CancellationToken cancellation) => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        cancellation.Register(() => _asked.TrySetResult()),
    ];

    /// <summary>
    /// Waits on the thread of the program, which has nothing else to do: would the methods above it go on later, each were compiled anew at
    /// every start, forty methods in all.
    /// </summary>
    public void Wait() => _asked.Task.Wait(CancellationToken.None);

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Stop(PosixSignalContext signal)
    {
        // The process ends by itself once the cluster is closed.
        signal.Cancel = true;
        _asked.TrySetResult();
    }
}
