namespace KubeOpsOperator;

/// <summary>Something outside of Kubernetes that the operator looks after: who pays for tenants.</summary>
public interface IBilling
{
    /// <summary>The account of a tenant, opened where there is none.</summary>
    Task<string> OpenAsync(string tenant, string owner, CancellationToken cancellation);

    /// <summary>Closes the account of a tenant; nothing changes where there is none.</summary>
    Task CloseAsync(string tenant, CancellationToken cancellation);
}
