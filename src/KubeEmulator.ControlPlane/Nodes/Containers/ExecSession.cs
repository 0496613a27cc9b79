using System.Threading.Channels;

namespace KubeEmulator.Nodes.Containers;

/// <summary>The streams of one exec, as the process sees them.</summary>
internal sealed class ExecSession(ExecRequest request, SignalSource signals) : IDisposable
{
    private readonly CancellationTokenSource ended = new();

    public ContainerContext Context(ContainerSpec spec)
    {
        var output = request.Stdout ?? Stream.Null;
        var context = new ContainerContext
        {
            Spec = spec,
            Command = request.Command,
            StandardInput = request.Stdin ?? Stream.Null,
            StandardOutput = output,
            StandardError = request.Tty ? output : request.Stderr ?? Stream.Null,
            Signals = signals,
            Tty = request.Tty,
        };
        if (request.Resize is { } resize)
        {
            _ = FollowSizeAsync(resize, size => context.TerminalSize = size, ended.Token);
        }

        return context;
    }

    /// <summary>Passes on the sizes of a caller's terminal until the caller has no more.</summary>
    public static async Task FollowSizeAsync(ChannelReader<TerminalSize> sizes, Action<TerminalSize> resize, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var size in sizes.ReadAllAsync(cancellationToken))
            {
                resize(size);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    public async Task FlushAsync()
    {
        await (request.Stdout?.FlushAsync() ?? Task.CompletedTask);
        await (request.Stderr?.FlushAsync() ?? Task.CompletedTask);
    }

    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }
}
