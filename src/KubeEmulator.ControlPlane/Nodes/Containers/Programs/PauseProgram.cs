namespace KubeEmulator.Nodes.Containers.Programs;

/// <summary>Runs until it is asked to end: the pause image, and whatever image nobody knows.</summary>
internal sealed class PauseProgram : ContainerProgram
{
    public static ProgramEntry Entry { get; } = new("pause", () => new PauseProgram(), new ImageConfig { Entrypoint = ["/pause"] });

    public override async Task<int> RunAsync(ContainerContext context)
    {
        var ended = new TaskCompletionSource();
        await using (context.Stopping.Register(ended.SetResult))
        {
            await ended.Task;
        }

        return 0;
    }
}
