using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.Tests.Streams;

/// <summary>Writes without end and notes how far it came and that it was told to stop.</summary>
internal sealed class WriteMeter
{
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the program has been told that nobody is there any more.</summary>
    public Task Told => _told.Task;

    public long Written { get; private set; }

    public async Task FloodAsync(ContainerContext context)
    {
        var block = new byte[64 * 1024];
        await using var killed = context.Killed.Register(() => _told.TrySetResult());
        try
        {
            while (!context.Killed.IsCancellationRequested)
            {
                await context.StandardOutput.WriteAsync(block, context.Killed);
                Written += block.Length;
            }
        }
        catch (IOException)
        {
            _told.TrySetResult();
        }
    }
}
