using System.Globalization;
using WebsiteOperator.Models;

namespace WebsiteOperator.Kube;

/// <summary>
/// Leads while it holds a Lease, as client-go's leaderelection does: whether another's lease ran out is judged by when this
/// process last saw it change, so that clocks need not agree.
/// </summary>
public sealed class LeaderElector(KubeClient client, string @namespace, string name, string identity, TimeProvider time, Election election)
{
    private string? _seenVersion;
    private long _seenAt;

    /// <summary>Whether it leads now.</summary>
    public bool IsLeader { get; private set; }

    /// <summary>Waits for its turn and leads until stopped or no longer able to renew; then gives the lease back if it can.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken stop)
    {
        while (!await TryAsync(stop).ConfigureAwait(false))
        {
            await Task.Delay(election.Retry, time, stop).ConfigureAwait(false);
        }

        using var leading = CancellationTokenSource.CreateLinkedTokenSource(stop);
        IsLeader = true;
        var work = lead(leading.Token);
        try
        {
            await RenewAsync(work, stop).ConfigureAwait(false);
        }
        finally
        {
            IsLeader = false;
            await leading.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                await ReleaseAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task RenewAsync(Task work, CancellationToken stop)
    {
        var renewed = time.GetTimestamp();
        while (!work.IsCompleted && time.GetElapsedTime(renewed) < election.Deadline)
        {
            await Task.Delay(election.Retry, time, stop).ConfigureAwait(false);
            if (await TryAsync(stop).ConfigureAwait(false))
            {
                renewed = time.GetTimestamp();
            }
        }
    }

    // Takes or renews the lease; false where another holds it or the server cannot be asked.
    private async Task<bool> TryAsync(CancellationToken stop)
    {
        try
        {
            var lease = await client.FindAsync<Lease>(@namespace, name, stop).ConfigureAwait(false);
            if (lease is null)
            {
                await client.CreateAsync(new Lease { Metadata = new() { Name = name, Namespace = @namespace }, Spec = Taken(new()) }, stop).ConfigureAwait(false);
                return true;
            }

            if (lease.Spec.HolderIdentity != identity && !HasRunOut(lease))
            {
                return false;
            }

            lease.Spec = Taken(lease.Spec);
            await client.UpdateAsync(lease, stop).ConfigureAwait(false);
            return true;
        }
        catch (Exception unable) when (unable is KubeException or HttpRequestException)
        {
            return false;
        }
    }

    private bool HasRunOut(Lease lease)
    {
        if (string.IsNullOrEmpty(lease.Spec.HolderIdentity))
        {
            return true;
        }

        if (lease.Metadata.ResourceVersion != _seenVersion)
        {
            (_seenVersion, _seenAt) = (lease.Metadata.ResourceVersion, time.GetTimestamp());
        }

        return time.GetElapsedTime(_seenAt) >= election.Lease;
    }

    private Lease.LeaseSpec Taken(Lease.LeaseSpec before)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        var isNew = before.HolderIdentity != identity;
        return before with
        {
            HolderIdentity = identity,
            LeaseDurationSeconds = (int)election.Lease.TotalSeconds,
            RenewTime = now,
            AcquireTime = isNew ? now : before.AcquireTime,
            LeaseTransitions = isNew ? (before.LeaseTransitions ?? -1) + 1 : before.LeaseTransitions,
        };
    }

    // So that the next one need not wait.
    private async Task ReleaseAsync()
    {
        try
        {
            if (await client.FindAsync<Lease>(@namespace, name, CancellationToken.None).ConfigureAwait(false) is { } lease && lease.Spec.HolderIdentity == identity)
            {
                lease.Spec = lease.Spec with { HolderIdentity = "", LeaseDurationSeconds = 1 };
                await client.UpdateAsync(lease, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception unable) when (unable is KubeException or HttpRequestException)
        {
            // Then the next one waits.
        }
    }
}
