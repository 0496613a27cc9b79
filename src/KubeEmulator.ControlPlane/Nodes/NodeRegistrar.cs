using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <summary>Makes a node known and keeps it so: status, Lease, events; kubelet's <c>kubelet_node_status.go</c>.</summary>
internal sealed class NodeRegistrar(KubeletHost host)
{
    private const long LeaseSeconds = 40;
    private static readonly GroupResource Leases = new("coordination.k8s.io", "leases");

    // Kubelet's nodeStatusUpdateRetry: how often a refused write is tried again at once, before it waits for the next beat.
    private const int ImmediateRetries = 5;
    private static readonly TimeSpan NextBeat = TimeSpan.FromSeconds(10);

    /// <summary>The number behind a node: from its address where that is one of ours, so that a restored node keeps it.</summary>
    public int IndexOf(KubeObject node)
    {
        var known = NodeAddresses.Internal(node).Select(NodeAddresses.IndexOf).FirstOrDefault(i => i >= 0, -1);
        var index = known >= 0 ? known : host.TakeIndex();
        host.Keep(index, node.Spec.Strings("podCIDRs"));
        return index;
    }

    /// <summary>Fills in what a node of somebody else's lacks and says that it is ready.</summary>
    public void Register(Kubelet kubelet) => host.Executor.Post(async () =>
    {
        await PostStatusAsync(kubelet).ConfigureAwait(false);
        await EnsureLeaseAsync(kubelet).ConfigureAwait(false);
    });

    /// <summary>Writes the node's status where it differs from what it should be.</summary>
    public ValueTask PostStatusAsync(Kubelet kubelet) => UntilAcceptedAsync(kubelet, () => WriteStatusAsync(kubelet));

    /// <summary>Writes the Lease as it stands now: when it is made, and when nobody will renew it any more.</summary>
    public ValueTask WriteLeaseAsync(Kubelet kubelet, DateTimeOffset renewed) => UntilAcceptedAsync(kubelet, () => RenewAsync(kubelet, renewed));

    public ValueTask EnsureLeaseAsync(Kubelet kubelet) => UntilAcceptedAsync(kubelet, () => CreateLeaseAsync(kubelet));

    // What a node says of itself comes through in the end, however often it is refused; each try reads the newest state.
    private async ValueTask UntilAcceptedAsync(Kubelet kubelet, Func<ValueTask> write)
    {
        for (var retries = 0; kubelet.Node is not null; retries++)
        {
            try
            {
                await write().ConfigureAwait(false);
                return;
            }
            catch (ApiException) when (retries < ImmediateRetries)
            {
                // The node or its Lease changed meanwhile, or a fault was put there on purpose.
            }
            catch (ApiException)
            {
                host.Executor.PostAt(host.Now + NextBeat, () => UntilAcceptedAsync(kubelet, write));
                return;
            }
        }
    }

    private async ValueTask WriteStatusAsync(Kubelet kubelet)
    {
        if (kubelet.Node is { } node && !host.IsStaged(node) && NeedsStatus(node, kubelet))
        {
            var spec = new NodeSpec();
            await kubelet.Client.UpdateStatusAsync(node, NodeDocument.Status(node, spec, kubelet.Index, kubelet.Pressure, kubelet.NotReady, host.Now)).ConfigureAwait(false);
        }
    }

    private async ValueTask RenewAsync(Kubelet kubelet, DateTimeOffset renewed)
    {
        if (host.Services.Store.Current.Get(new ObjectKey(Leases, NodeLeases.Namespace, kubelet.Name)) is { } lease)
        {
            // Always a change, also within one beat: it tells those who watch nodes that this one is renewed no more.
            var written = KubeTime.TryParseMicro(lease.Spec.StringOrEmpty("renewTime"), out var before, out _) && before >= renewed;
            renewed = written ? before.AddMicroseconds(1) : renewed;
            await kubelet.Client.UpdateAsync(lease.With(lease.Root.WithAt(["spec", "renewTime"], KubeTime.FormatMicro(renewed)))).ConfigureAwait(false);
        }
    }

    private async ValueTask CreateLeaseAsync(Kubelet kubelet)
    {
        if (kubelet.Node is not { } node || host.Services.Store.Current.Get(new ObjectKey(Leases, NodeLeases.Namespace, kubelet.Name)) is not null)
        {
            return;
        }

        await kubelet.Client.CreateAsync(MapValue.Of(
            ("kind", "Lease"),
            ("apiVersion", "coordination.k8s.io/v1"),
            ("metadata", MapValue.Of(
                ("name", kubelet.Name),
                ("namespace", NodeLeases.Namespace),
                ("ownerReferences", ListValue.Of(MapValue.Of(("apiVersion", "v1"), ("kind", "Node"), ("name", kubelet.Name), ("uid", node.Metadata.Uid)))))),
            ("spec", MapValue.Of(("holderIdentity", kubelet.Name), ("leaseDurationSeconds", LeaseSeconds), ("renewTime", KubeTime.FormatMicro(host.Now)))))).ConfigureAwait(false);
    }

    private static bool NeedsStatus(KubeObject node, Kubelet kubelet) =>
        node.Status.Map("nodeInfo")?.String("kubeletVersion") is null or ""
        || NodeConditions.Of(kubelet.Pressure, kubelet.NotReady).Any(wanted => Rules.Conditions.Find(node.Status, wanted.StringOrEmpty("type"))?.String("status") != wanted.String("status"));
}
