using System.Collections.Concurrent;

namespace KubeOpsOperator.Tests;

/// <summary>A billing system in memory.</summary>
internal sealed class RecordedBilling : IBilling
{
    public ConcurrentDictionary<string, string> Accounts { get; } = new();

    public Task<string> OpenAsync(string tenant, string owner, CancellationToken cancellation)
    {
        Accounts[tenant] = owner;
        return Task.FromResult($"account-{tenant}");
    }

    public Task CloseAsync(string tenant, CancellationToken cancellation)
    {
        Accounts.TryRemove(tenant, out _);
        return Task.CompletedTask;
    }
}
