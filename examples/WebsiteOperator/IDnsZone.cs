namespace WebsiteOperator;

/// <summary>Something outside of Kubernetes that the operator looks after: names that lead to websites.</summary>
public interface IDnsZone
{
    /// <summary>Lets a host lead to a target; nothing changes where it does.</summary>
    Task PointAsync(string host, string target, CancellationToken cancellation);

    /// <summary>Takes a host away; nothing changes where there is none.</summary>
    Task RemoveAsync(string host, CancellationToken cancellation);
}
