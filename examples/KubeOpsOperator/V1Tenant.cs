using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;

namespace KubeOpsOperator;

/// <summary>Somebody who gets a namespace with limits. <c>deploy/crd.yaml</c> is made from this class.</summary>
[KubernetesEntity(Group = "example.com", ApiVersion = "v1", Kind = "Tenant", PluralName = "tenants")]
[EntityScope(EntityScope.Cluster)]
public sealed class V1Tenant : CustomKubernetesEntity<V1Tenant.TenantSpec, V1Tenant.TenantStatus>
{
    /// <summary>What somebody wants.</summary>
    public sealed class TenantSpec
    {
        [Required]
        [Description("Who pays.")]
        [AdditionalPrinterColumn]
        public string Owner { get; set; } = "";

        [Description("How many processors all pods together may ask for.")]
        [RangeMinimum(1)]
        [RangeMaximum(64)]
        public int Cpus { get; set; } = 1;
    }

    /// <summary>What is.</summary>
    public sealed class TenantStatus
    {
        [AdditionalPrinterColumn]
        public string? Namespace { get; set; }

        public string? Account { get; set; }
    }
}
