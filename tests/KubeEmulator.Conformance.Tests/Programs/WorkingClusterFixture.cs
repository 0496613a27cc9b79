namespace KubeEmulator.Conformance.Programs;

/// <summary>A whole cluster, with controllers, scheduler and a node, for all tests of a class.</summary>
public sealed class WorkingClusterFixture : IAsyncLifetime
{
    private ToolProcess? _tool;

    internal ToolProcess Tool => _tool ?? throw new InvalidOperationException("the tool has not started");

    public async Task InitializeAsync() => _tool = await ToolProcess.UpAsync();

    public async Task DisposeAsync()
    {
        if (_tool is not null)
        {
            await _tool.DisposeAsync();
        }
    }
}
