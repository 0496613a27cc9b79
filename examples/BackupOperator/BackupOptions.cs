namespace BackupOperator;

/// <summary>How an instance of the operator takes part in the election; the times are those of client-go.</summary>
public sealed record BackupOptions
{
    /// <summary>Where the lease is.</summary>
    public string Namespace { get; init; } = "backup-system";

    /// <summary>The name of this instance.</summary>
    public string Identity { get; init; } = Environment.MachineName;

    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
