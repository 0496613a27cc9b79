using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Leases of nodes as everybody has to read them: see <see cref="INodeHeartbeats"/>.</summary>
public static class NodeLeases
{
    /// <summary>Where the Leases of nodes are.</summary>
    public const string Namespace = "kube-node-lease";

    /// <summary>When a node's Lease was last renewed: by a living kubelet of this cluster, or as the Lease says; null where neither knows.</summary>
    /// <param name="services">The cluster's parts.</param>
    /// <param name="node">The node's name.</param>
    /// <param name="lease">The node's Lease as stored; null where there is none.</param>
    public static DateTimeOffset? RenewTime(ClusterServices services, string node, KubeObject? lease)
    {
        ArgumentNullException.ThrowIfNull(services);
        var written = KubeTime.Parse(lease?.Spec.String("renewTime"));
        var derived = services.Heartbeats?.LastRenewal(node);
        return derived > written || written is null ? derived : written;
    }

    /// <summary>A Lease with the time of renewal that holds now.</summary>
    internal static KubeObject Current(KubeObject lease, ClusterServices services)
    {
        if (lease.Namespace != Namespace || services.Heartbeats is null || RenewTime(services, lease.Name, lease) is not { } renewed)
        {
            return lease;
        }

        var text = KubeTime.FormatMicro(renewed);
        return lease.Spec.String("renewTime") == text ? lease : lease.With(lease.Root.WithAt(["spec", "renewTime"], text));
    }
}
