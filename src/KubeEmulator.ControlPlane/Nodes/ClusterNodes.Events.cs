using KubeEmulator.Api;
using KubeEmulator.Nodes.Pods;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <content>What happens to nodes.</content>
public sealed partial class ClusterNodes
{
    private static readonly GroupResource PodResource = new("", "pods");

    /// <summary>The names of the nodes that have a kubelet of this cluster, sorted.</summary>
    public IReadOnlyList<string> Names => [.. Host.Kubelets.Keys.Order(StringComparer.Ordinal)];

    /// <summary>How a node stands.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public NodeState State(string node) => Find(node).State;

    /// <summary>Switches a node off: its containers are gone, its Lease is renewed no more. Its pods stay in the API until somebody removes them.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public Task StopAsync(string node) => ActAsync(node, kubelet => kubelet.StopAsync(NodeState.Stopped));

    /// <summary>Cuts a node off: its containers run on, but its kubelet reaches nobody and nobody reaches it.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public Task PartitionAsync(string node) => ActAsync(node, kubelet => kubelet.StopAsync(NodeState.Partitioned));

    /// <summary>Brings a stopped or cut-off node back. After a stop the pods that are still bound to it start anew.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public Task StartAsync(string node) => ActAsync(node, kubelet => kubelet.StartAsync());

    /// <summary>Switches a node off and on again: every container starts once more.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public Task RestartAsync(string node) => ActAsync(node, async kubelet =>
    {
        await kubelet.StopAsync(NodeState.Stopped).ConfigureAwait(false);
        await kubelet.StartAsync().ConfigureAwait(false);
    });

    /// <summary>Shuts a node down in good order: its pods are ended with their grace, then it is switched off.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public Task ShutdownAsync(string node) => ActAsync(node, kubelet => kubelet.ShutdownAsync());

    /// <summary>
    /// Sets what a node runs short of. Its conditions say so; while it is short of memory or disk, pods that use more than they
    /// request are evicted, one every ten seconds of the cluster's clock, and new pods without requests are refused.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public Task SetPressureAsync(string node, NodePressure pressure) => ActAsync(node, kubelet => kubelet.SetPressureAsync(pressure));

    /// <summary>Removes a node and its object; its pods are left to the controllers.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public Task RemoveAsync(string node) => ActAsync(node, async kubelet => await Admin("kubectl").DeleteAsync(NodeResource, "", kubelet.Name).ConfigureAwait(false));

    /// <summary>Keeps new pods away from a node, as <c>kubectl cordon</c>.</summary>
    public Task CordonAsync(string node) => SetUnschedulableAsync(node, true);

    /// <summary>Lets new pods come to a node again, as <c>kubectl uncordon</c>.</summary>
    public Task UncordonAsync(string node) => SetUnschedulableAsync(node, false);

    /// <summary>Cordons a node and evicts its pods but for those of DaemonSets and static ones, as <c>kubectl drain</c>.</summary>
    /// <returns>The pods, as <c>namespace/name</c>, that a PodDisruptionBudget protects at the moment; call again for them.</returns>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public async Task<IReadOnlyList<string>> DrainAsync(string node)
    {
        await CordonAsync(node).ConfigureAwait(false);
        return await Host.RunAsync<IReadOnlyList<string>>(async () =>
        {
            var left = new List<string>();
            foreach (var pod in Host.Services.Store.Current.ByIndex(StoreIndex.PodsByNode, Find(node).Name).ToArray())
            {
                if (!await EvictAsync(pod).ConfigureAwait(false))
                {
                    left.Add($"{pod.Namespace}/{pod.Name}");
                }
            }

            return left;
        }).ConfigureAwait(false);
    }

    private async ValueTask<bool> EvictAsync(KubeObject pod)
    {
        if (pod.Metadata.Controller?.Kind == "DaemonSet" || pod.Metadata.Annotations.ContainsKey(StaticPods.MirrorAnnotation))
        {
            return true;
        }

        try
        {
            await Admin("kubectl").ActAsync(PodResource, pod.Namespace, pod.Name, "eviction", MapValue.Of(
                ("kind", "Eviction"),
                ("apiVersion", "policy/v1"),
                ("metadata", MapValue.Of(("name", pod.Name), ("namespace", pod.Namespace))))).ConfigureAwait(false);
            return true;
        }
        catch (ApiException refused) when (refused.Code is 404 or 429)
        {
            return refused.Code == 404;
        }
    }

    private async Task SetUnschedulableAsync(string node, bool unschedulable) => await Host.RunAsync(async () =>
        await Admin("kubectl-cordon").PatchAsync(NodeResource, "", node, "", PatchType.StrategicMerge, MapValue.Of(("spec", MapValue.Of(("unschedulable", unschedulable ? true : Value.Null))))).ConfigureAwait(false)).ConfigureAwait(false);

    private ControllerClient Admin(string manager) => new(Host.Services, UserInfo.Admin, manager);

    private Kubelet Find(string node) => Host.Kubelets.TryGetValue(node, out var kubelet)
        ? kubelet
        : throw new ArgumentException($"No node is called \"{node}\". There are: {string.Join(", ", Names)}.", nameof(node));

    private Task ActAsync(string node, Func<Kubelet, ValueTask> act) => Host.RunAsync(async () =>
    {
        await act(Find(node)).ConfigureAwait(false);
        return true;
    });
}
