namespace KubeEmulator.Conformance.Programs;

/// <summary>One API server for all tests of a class; each test works in namespaces of its own.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private ToolProcess? _tool;

    internal ToolProcess Tool => _tool ?? throw new InvalidOperationException("the tool has not started");

    public async Task InitializeAsync() => _tool = await ToolProcess.UpAsync("--api-only");

    public async Task DisposeAsync()
    {
        if (_tool is not null)
        {
            await _tool.DisposeAsync();
        }
    }
}
