using WebsiteOperator.Kube;

namespace WebsiteOperator.Models;

/// <summary>Who leads, and since when that is known.</summary>
[KubernetesEntity(Group = "coordination.k8s.io", ApiVersion = "v1", Kind = "Lease", PluralName = "leases")]
public sealed class Lease : Resource
{
    public LeaseSpec Spec { get; set; } = new();

    public sealed record LeaseSpec
    {
        public string? HolderIdentity { get; init; }

        public int? LeaseDurationSeconds { get; init; }

        public string? AcquireTime { get; init; }

        public string? RenewTime { get; init; }

        public int? LeaseTransitions { get; init; }
    }
}
