namespace KubeEmulator;

/// <summary>
/// A cluster with the life cycle of a Testcontainers container, so that a test that used <c>K3sContainer</c> changes one line. There
/// is no container behind it: it lives in this process, and listens on a loopback port only where a kubeconfig is asked for. Thread-safe.
/// </summary>
public sealed class KubeEmulatorContainer : IAsyncDisposable
{
    private readonly EmulatedClusterOptions _options;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private EmulatedCluster? _cluster;
    private Uri? _address;
    private bool _disposed;

    internal KubeEmulatorContainer(EmulatedClusterOptions options) => _options = options;

    /// <summary>The running cluster.</summary>
    /// <exception cref="InvalidOperationException">It has not been started, or was stopped.</exception>
    public EmulatedCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster is not running: await StartAsync() first.");

    /// <summary>Starts the cluster; does nothing where it runs.</summary>
    /// <exception cref="ManifestException">A manifest is missing or malformed.</exception>
    /// <exception cref="Objects.ApiException">An object to begin with is refused.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _cluster ??= await EmulatedCluster.StartAsync(_options).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the cluster with all that is in it; it may be started anew.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await EndAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A kubeconfig with the administrator's certificate; the first call opens a loopback port.</summary>
    /// <exception cref="InvalidOperationException">The cluster has not been started.</exception>
    public async Task<string> GetKubeconfigAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            _address ??= await Cluster.ListenAsync().ConfigureAwait(false);
            return Cluster.Kubeconfig(_address);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            _disposed = true;
            await EndAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task EndAsync()
    {
        if (_cluster is { } running)
        {
            (_cluster, _address) = (null, null);
            await running.DisposeAsync().ConfigureAwait(false);
        }
    }
}
