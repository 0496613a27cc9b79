using k8s.Models;
using KubeOps.Abstractions.Rbac;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Controller;
using KubeOps.KubernetesClient;

namespace KubeOpsOperator;

/// <summary>Gives each tenant its namespace, with a quota.</summary>
[EntityRbac(typeof(V1Tenant), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch | RbacVerb.Update | RbacVerb.Patch)]
[EntityRbac(typeof(V1Namespace), typeof(V1ResourceQuota), Verbs = RbacVerb.Get | RbacVerb.Create | RbacVerb.Update)]
public sealed class TenantController(IKubernetesClient client, IBilling billing) : IEntityController<V1Tenant>
{
    public async Task<ReconciliationResult<V1Tenant>> ReconcileAsync(V1Tenant entity, CancellationToken cancellationToken)
    {
        var name = $"tenant-{entity.Metadata.Name}";
        if (await client.GetAsync<V1Namespace>(name, cancellationToken: cancellationToken).ConfigureAwait(false) is null)
        {
            var made = new V1Namespace { ApiVersion = "v1", Kind = "Namespace", Metadata = new V1ObjectMeta { Name = name, OwnerReferences = [Owner(entity)] } };
            await client.CreateAsync(made, cancellationToken).ConfigureAwait(false);
        }

        await LimitAsync(entity, name, cancellationToken).ConfigureAwait(false);
        var account = await billing.OpenAsync(entity.Metadata.Name, entity.Spec.Owner, cancellationToken).ConfigureAwait(false);
        if (entity.Status.Namespace != name || entity.Status.Account != account)
        {
            entity.Status.Namespace = name;
            entity.Status.Account = account;
            entity = await client.UpdateStatusAsync(entity, cancellationToken).ConfigureAwait(false);
        }

        return ReconciliationResult<V1Tenant>.Success(entity);
    }

    // What a tenant leaves behind is its finalizer's business.
    public Task<ReconciliationResult<V1Tenant>> DeletedAsync(V1Tenant entity, CancellationToken cancellationToken) =>
        Task.FromResult(ReconciliationResult<V1Tenant>.Success(entity));

    private async Task LimitAsync(V1Tenant entity, string @namespace, CancellationToken cancellationToken)
    {
        var hard = new Dictionary<string, ResourceQuantity> { ["requests.cpu"] = new($"{entity.Spec.Cpus}") };
        var quota = await client.GetAsync<V1ResourceQuota>("limits", @namespace, cancellationToken).ConfigureAwait(false);
        if (quota is null)
        {
            var made = new V1ResourceQuota
            {
                ApiVersion = "v1",
                Kind = "ResourceQuota",
                Metadata = new V1ObjectMeta { Name = "limits", NamespaceProperty = @namespace },
                Spec = new V1ResourceQuotaSpec { Hard = hard },
            };
            await client.CreateAsync(made, cancellationToken).ConfigureAwait(false);
        }
        else if (quota.Spec.Hard?["requests.cpu"].ToString() != hard["requests.cpu"].ToString())
        {
            quota.Spec.Hard = hard;
            await client.UpdateAsync(quota, cancellationToken).ConfigureAwait(false);
        }
    }

    private static V1OwnerReference Owner(V1Tenant entity) =>
        new() { ApiVersion = "example.com/v1", Kind = "Tenant", Name = entity.Metadata.Name, Uid = entity.Metadata.Uid, Controller = true };
}
