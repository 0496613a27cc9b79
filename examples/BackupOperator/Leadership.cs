using k8s;
using k8s.Autorest;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;

namespace BackupOperator;

/// <summary>Works while it leads. The client's elector, which goes by the machine's clock, finds out; the lease is given back at the end.</summary>
public sealed class Leadership
{
    private readonly LeaseLock _lease;
    private readonly LeaderElectionConfig _config;

    public Leadership(IKubernetes client, BackupOptions options)
    {
        _lease = new LeaseLock(client, options.Namespace, BackupReconciler.Manager, options.Identity);
        _config = new LeaderElectionConfig(_lease) { LeaseDuration = options.LeaseDuration, RenewDeadline = options.RenewDeadline, RetryPeriod = options.RetryPeriod };
    }

    /// <summary>Whether this instance leads.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Runs until stopped; an instance that loses its lease becomes a candidate again.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await RunOnceAsync(lead, stop).ConfigureAwait(false);
        }
    }

    private async Task RunOnceAsync(Func<CancellationToken, Task> lead, CancellationToken stop)
    {
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var elector = new LeaderElector(_config);
        var work = Task.CompletedTask;
        elector.OnStartedLeading += () =>
        {
            IsHeld = true;
            work = lead(leading.Token);
        };
        try
        {
            await elector.RunUntilLeadershipLostAsync(stop).ConfigureAwait(false);
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
        {
            // No way to the API server, or asked to stop.
        }

        var led = IsHeld;
        IsHeld = false;
        await leading.CancelAsync().ConfigureAwait(false);
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (led && stop.IsCancellationRequested)
        {
            await ReleaseAsync().ConfigureAwait(false);
        }

        await Task.Delay(_config.RetryPeriod, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // So that the next one need not wait.
    private async Task ReleaseAsync()
    {
        try
        {
            var record = await _lease.GetAsync().ConfigureAwait(false);
            if (record.HolderIdentity == _lease.Identity)
            {
                record.HolderIdentity = "";
                record.LeaseDurationSeconds = 1;
                await _lease.UpdateAsync(record).ConfigureAwait(false);
            }
        }
        catch (Exception unable) when (unable is HttpRequestException or HttpOperationException or ObjectDisposedException)
        {
            // Then the next one waits.
        }
    }
}
