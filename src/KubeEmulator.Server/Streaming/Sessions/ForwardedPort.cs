using System.Buffers;
using KubeEmulator.Api;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>One connection of a client to a port of a pod: bytes both ways until the pod's side ends.</summary>
internal static class ForwardedPort
{
    private const int BufferSize = 32 * 1024;

    /// <summary>Copies; a client that has sent all may still read.</summary>
    /// <returns>What went wrong, for the client; empty where nothing did.</returns>
    public static async Task<string> RunAsync(IPodSandbox sandbox, int port, Stream client, CancellationToken gone)
    {
        try
        {
            var pod = await sandbox.ConnectAsync(port, gone).ConfigureAwait(false);
            await using (pod.ConfigureAwait(false))
            {
                await CopyBothAsync(client, pod, gone).ConfigureAwait(false);
            }

            return "";
        }
        catch (Exception e) when (gone.IsCancellationRequested || e is OperationCanceledException)
        {
            return "";
        }
        catch (Exception e)
        {
            return e.Message;
        }
    }

    /// <summary>Copies both ways until the far side ends, or writing to the near one fails.</summary>
    public static async Task CopyBothAsync(Stream near, Stream far, CancellationToken gone)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(gone);
        var sending = SendAsync(near, far, ended.Token);
        try
        {
            await CopyAsync(far, near, ended.Token).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(false);
        }
    }

    /// <summary>Copies both ways until either side ends.</summary>
    public static async Task CopyEitherAsync(Stream near, Stream far, CancellationToken gone)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(gone);
        Task[] both = [CopyAsync(near, far, ended.Token), CopyAsync(far, near, ended.Token)];
        await Task.WhenAny(both).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(both).ConfigureAwait(false);
    }

    // What goes wrong on the way to the pod shows on the way back.
    private static async Task SendAsync(Stream near, Stream far, CancellationToken ended)
    {
        try
        {
            await CopyAsync(near, far, ended).ConfigureAwait(false);
            (far as IHalfCloseStream)?.CloseWriting();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken ended)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await from.ReadAsync(buffer, ended).ConfigureAwait(false) is var read and > 0)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), ended).ConfigureAwait(false);
                await to.FlushAsync(ended).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
