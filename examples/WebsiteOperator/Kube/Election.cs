namespace WebsiteOperator.Kube;

/// <summary>The times of a leader election; the defaults are client-go's.</summary>
/// <param name="Lease">How long others wait for a leader that says nothing.</param>
/// <param name="Deadline">After how long without a renewal a leader stops by itself; shorter than <paramref name="Lease"/>.</param>
/// <param name="Retry">How often candidates look and leaders renew.</param>
public sealed record Election(TimeSpan Lease, TimeSpan Deadline, TimeSpan Retry)
{
    public static Election Default { get; } = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
}
