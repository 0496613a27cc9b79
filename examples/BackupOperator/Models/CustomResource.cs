using k8s;
using k8s.Models;

namespace BackupOperator.Models;

/// <summary>What every custom resource has; the client has no such class of its own.</summary>
public abstract class CustomResource<TSpec, TStatus> : KubernetesObject, IKubernetesObject<V1ObjectMeta>, ISpec<TSpec>, IStatus<TStatus?>
    where TSpec : new()
    where TStatus : class
{
    public V1ObjectMeta Metadata { get; set; } = new();

    public TSpec Spec { get; set; } = new();

    public TStatus? Status { get; set; }
}
