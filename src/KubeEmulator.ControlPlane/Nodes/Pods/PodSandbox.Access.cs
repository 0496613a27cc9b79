using System.Threading.Channels;
using KubeEmulator.Api;
using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.Nodes.Pods;

/// <content>The ways in.</content>
internal sealed partial class PodSandbox : IPodSandbox
{
    // How many turns a program that has just been started gets to open its ports.
    private const int TurnsToListen = 64;

    public bool IsRunning
    {
        get
        {
            lock (_gate)
            {
                return !_disposed && _slots.Exists(s => s.IsLive);
            }
        }
    }

    public bool IsContainerRunning(string container)
    {
        lock (_gate)
        {
            return _slots.Find(s => s.Name == container) is { IsLive: true };
        }
    }

    public Task LogsAsync(string container, PodLogOptions options, Stream output, CancellationToken cancellation)
    {
        ContainerLog? log;
        lock (_gate)
        {
            var slot = _slots.Find(s => s.Name == container)
                ?? throw new PodRuntimeException($"container \"{container}\" in pod \"{_pod.Object.Name}\" is waiting to start: ContainerCreating");
            if (options.Previous && !slot.HasPrevious)
            {
                throw new PodRuntimeException($"previous terminated container \"{container}\" in pod \"{_pod.Object.Name}\" not found");
            }

            log = options.Previous ? slot.Previous : slot.Log;
        }

        return log is null ? Task.CompletedTask : log.CopyToAsync(output, ReadOptions(options), cancellation);
    }

    public async Task<int> ExecAsync(string container, IReadOnlyList<string> command, PodStreams streams, CancellationToken cancellation)
    {
        var running = Enter(container) ?? throw NotRunning(container);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            return await running.ExecAsync(
                new ExecRequest { Command = command, Stdin = streams.Stdin, Stdout = streams.Stdout, Stderr = streams.Stderr, Tty = streams.Tty, Resize = Sizes(streams, left.Token) },
                cancellation).ConfigureAwait(false);
        }
        catch (ContainerStartException failure)
        {
            throw new PodRuntimeException($"OCI runtime exec failed: exec failed: unable to start container process: {failure.Message}: unknown", failure);
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
        }
    }

    public async Task AttachAsync(string container, PodStreams streams, CancellationToken cancellation)
    {
        var running = Enter(container) ?? throw NotRunning(container);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await running.AttachAsync(
                new AttachRequest { Stdin = streams.Stdin, Stdout = streams.Stdout, Stderr = streams.Stderr, Resize = Sizes(streams, left.Token) },
                cancellation).ConfigureAwait(false);
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
        }
    }

    public async Task<Stream> ConnectAsync(int port, CancellationToken cancellation) =>
        await (await ListeningAsync(port).ConfigureAwait(false)).ConnectAsync("localhost", port, cancellation).ConfigureAwait(false);

    public async Task<HttpResponseMessage> SendAsync(int port, HttpRequestMessage request, CancellationToken cancellation)
    {
        var network = await ListeningAsync(port).ConfigureAwait(false);
        var listener = network.FindPort(port)
            ?? throw new NetworkFailureException(NetworkFailure.Refused, $"dial tcp {(network.Addresses.Count > 0 ? network.Addresses[0] : "127.0.0.1")}:{port}: connect: connection refused");
        return await listener.SendAsync(request, cancellation).ConfigureAwait(false);
    }

    /// <summary>The network once a program that was only just started had its chance to listen.</summary>
    public async ValueTask<PodNetwork> ListeningAsync(int port)
    {
        var network = EnterNetwork();
        var executor = Executor;
        for (var turn = 0; turn < TurnsToListen && network.FindPort(port) is null; turn++)
        {
            await executor.RunAsync(() => Task.FromResult(true)).ConfigureAwait(false);
        }

        return network;
    }

    private static PodRuntimeException NotRunning(string container) => new($"container \"{container}\" is not running");

    private static LogReadOptions ReadOptions(PodLogOptions options) => new()
    {
        Follow = options.Follow,
        Since = options.Since,
        TailLines = options.TailLines,
        LimitBytes = options.LimitBytes,
        Timestamps = options.Timestamps,
        RuntimeFormat = options.RuntimeFormat,
        Streams = options.Stream switch { "Stdout" => LogStreamKind.Stdout, "Stderr" => LogStreamKind.Stderr, _ => LogStreamKind.All },
    };

    private static ChannelReader<TerminalSize>? Sizes(PodStreams streams, CancellationToken cancellation)
    {
        if (streams.Resizes is not { } resizes)
        {
            return null;
        }

        var sizes = Channel.CreateBounded<TerminalSize>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        _ = CopyAsync();
        return sizes.Reader;

        async Task CopyAsync()
        {
            try
            {
                await foreach (var (width, height) in resizes.WithCancellation(cancellation).ConfigureAwait(false))
                {
                    sizes.Writer.TryWrite(new TerminalSize(width, height));
                }
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The client has left; its terminal keeps the last size.
            }
            finally
            {
                sizes.Writer.TryComplete();
            }
        }
    }
}
