namespace KubeEmulator.Nodes.Containers.Programs;

/// <summary>Runs until it is asked to end.</summary>
internal sealed class PauseProgram : ContainerProgram
{
    public static ProgramEntry Entry { get; } = new("pause", () => new PauseProgram(), new ImageConfig { Entrypoint = ["/pause"] }) { OnlyWaits = _ => true };

    public override Task<int> RunAsync(ContainerContext context) => WaitAsync(context);

    /// <summary>Ends, with 0, when the container is asked to end.</summary>
    public static async Task<int> WaitAsync(ContainerContext context)
    {
        var ended = new TaskCompletionSource();
        await using (context.Stopping.Register(() => ended.TrySetResult()))
        {
            await ended.Task;
        }

        return 0;
    }
}
