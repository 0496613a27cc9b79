using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Runtime;

/// <summary>Lets a write of an in-process component go wrong on purpose, as those over HTTP do.</summary>
internal static class WriteFaults
{
    /// <summary>Runs a write, or what a rule makes of it.</summary>
    /// <exception cref="ApiException">The refusal that a rule asks for, or the write's own.</exception>
    public static ValueTask<T> RunAsync<T>(ClusterServices services, FaultedCall call, Func<ValueTask<T>> write) =>
        services.Faults?.Next(call) is { } fault ? SpoilAsync(fault, write) : write();

    private static async ValueTask<T> SpoilAsync<T>(InjectedFault fault, Func<ValueTask<T>> write)
    {
        if (fault.Latency > TimeSpan.Zero)
        {
            await Task.Delay(fault.Latency).ConfigureAwait(false);
        }

        if (fault is { Status: null, ConnectionReset: false })
        {
            return await write().ConfigureAwait(false);
        }

        if (fault.AfterCommit)
        {
            await write().ConfigureAwait(false);
        }

        throw (fault.Status ?? StatusDocument.InternalError("connection reset by an injected fault")).ToException();
    }
}
