using System.Collections.Concurrent;

namespace WebsiteOperator.Tests;

/// <summary>A zone in memory that may be out of order.</summary>
internal sealed class RecordedZone : IDnsZone
{
    public ConcurrentDictionary<string, string> Hosts { get; } = new();

    public bool IsDown { get; set; }

    public Task PointAsync(string host, string target, CancellationToken cancellation)
    {
        Check();
        Hosts[host] = target;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string host, CancellationToken cancellation)
    {
        Check();
        Hosts.TryRemove(host, out _);
        return Task.CompletedTask;
    }

    private void Check()
    {
        if (IsDown)
        {
            throw new HttpRequestException("the zone is down");
        }
    }
}
