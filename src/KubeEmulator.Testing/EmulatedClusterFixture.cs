namespace KubeEmulator.Testing;

/// <summary>
/// A cluster for the tests of a class or collection, for any test framework: xUnit takes it as
/// <c>class Cluster : EmulatedClusterFixture, IAsyncLifetime</c>; NUnit, MSTest and TUnit call <see cref="InitializeAsync"/> and
/// <see cref="DisposeAsync"/> from their set-up and tear-down. Tests that change the cluster take a <see cref="Fork"/> each, and
/// so run side by side.
/// </summary>
public class EmulatedClusterFixture
{
    private EmulatedCluster? _cluster;

    /// <summary>The cluster that all tests share.</summary>
    /// <exception cref="InvalidOperationException">The fixture has not been initialized, or was disposed.</exception>
    public EmulatedCluster Cluster => _cluster
        ?? throw new InvalidOperationException($"{GetType().Name} has no cluster: await {nameof(InitializeAsync)}() before the tests, and use nothing of it after {nameof(DisposeAsync)}().");

    /// <summary>Starts the cluster; does nothing where it runs.</summary>
    public async Task InitializeAsync()
    {
        if (_cluster is null)
        {
            _cluster = await EmulatedCluster.StartAsync(Describe).ConfigureAwait(false);
            await PrepareAsync(_cluster).ConfigureAwait(false);
            await _cluster.QuietAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A cluster of one test's own that begins as the shared one is now; it costs next to nothing. Dispose it.</summary>
    public EmulatedCluster Fork() => Cluster.Fork();

    /// <summary>Ends the cluster; doing so again does nothing.</summary>
    public async Task DisposeAsync()
    {
        if (Interlocked.Exchange(ref _cluster, null) is { } cluster)
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What the cluster is like; override it for nodes, clock, manifests.</summary>
    protected virtual KubeEmulatorBuilder Describe(KubeEmulatorBuilder builder) => builder;

    /// <summary>What is done once, before the first test.</summary>
    protected virtual Task PrepareAsync(EmulatedCluster cluster) => Task.CompletedTask;
}
