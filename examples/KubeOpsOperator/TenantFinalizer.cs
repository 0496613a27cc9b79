using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Finalizer;

namespace KubeOpsOperator;

/// <summary>Closes the account of a tenant that goes; its namespace goes with it, for it is its owner.</summary>
public sealed class TenantFinalizer(IBilling billing) : IEntityFinalizer<V1Tenant>
{
    /// <summary>The name that KubeOps gives a finalizer that it attaches by itself: group and class.</summary>
    public const string Name = "example.com/tenantfinalizer";

    public async Task<ReconciliationResult<V1Tenant>> FinalizeAsync(V1Tenant entity, CancellationToken cancellationToken)
    {
        await billing.CloseAsync(entity.Metadata.Name, cancellationToken).ConfigureAwait(false);
        return ReconciliationResult<V1Tenant>.Success(entity);
    }
}
