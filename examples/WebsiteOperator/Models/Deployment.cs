using WebsiteOperator.Kube;

namespace WebsiteOperator.Models;

/// <summary>What the operator reads of a Deployment.</summary>
[KubernetesEntity(Group = "apps", ApiVersion = "v1", Kind = "Deployment", PluralName = "deployments")]
public sealed class Deployment : Resource
{
    public DeploymentStatus? Status { get; set; }

    public sealed record DeploymentStatus(int ReadyReplicas, int UpdatedReplicas, long ObservedGeneration);
}
