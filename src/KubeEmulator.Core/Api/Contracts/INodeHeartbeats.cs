namespace KubeEmulator.Api;

/// <summary>
/// Which nodes are alive, as their simulated kubelets know it. A living kubelet does not write its Lease every ten seconds: the
/// time of renewal is derived where the Lease is read, so that thousands of idle nodes cost nothing. When a node is stopped or cut
/// off, its Lease is written once with the last renewal, and from then on the Lease tells the truth by itself.
/// </summary>
public interface INodeHeartbeats
{
    /// <summary>When the kubelet of a node last renewed its Lease; null where no kubelet of this cluster keeps that node alive now.</summary>
    DateTimeOffset? LastRenewal(string node);
}
