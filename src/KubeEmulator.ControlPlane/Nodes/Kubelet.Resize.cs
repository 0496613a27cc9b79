using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <content>Resources that running pods get more or less of.</content>
internal sealed partial class Kubelet
{
    private static readonly PodResourcesOptions Asked = new() { UseStatus = false };

    /// <summary>Gives a pod the resources that its spec asks for now; or says why not, and it keeps those it has.</summary>
    public NodeRefusal? Reallocate(PodView pod)
    {
        if (Node is not { } node)
        {
            return new NodeRefusal("InvalidNodeInfo", "Kubelet cannot get node info.");
        }

        var view = new NodeView(node);
        if (view.Labels.String(WellKnownLabels.Os) == "windows")
        {
            return new NodeRefusal("Infeasible", "In-place pod resize is not supported on Windows");
        }

        var (uid, known) = (pod.Object.Metadata.Uid, _admitted.TryGetValue(pod.Object.Metadata.Uid, out var before));
        if (known)
        {
            Forget(uid, before.Requests);
        }

        // What the status says of the old resources is not asked for any more.
        var asked = new PodView(pod.Object.WithStatus(MapValue.Empty));
        var refusal = NodeAdmission.Refuse(asked, PodResources.Requests(asked), RoomOn(view));
        if (refusal is null)
        {
            Take(uid, PodResources.Requests(asked, Asked), [.. HostPorts.Of(pod)]);
            RetryResizes();
        }
        else if (known)
        {
            Take(uid, before.Requests, before.Ports);
        }

        return refusal;
    }

    // allocation_manager.go's sortPendingResizes: by priority, then by quality of service, then the one that waits longest.
    private void RetryResizes()
    {
        foreach (var agent in _agents.Values.Where(a => a.WaitsForResize)
            .OrderByDescending(a => a.Shape.View.Priority)
            .ThenByDescending(a => QosClass.Of(a.Shape.View) == QosClass.Guaranteed))
        {
            Enqueue(agent);
        }
    }

    private void Take(string uid, ResourceList requests, HostPort[] ports)
    {
        _admitted[uid] = (requests, ports);
        _used.Add(requests);
    }

    private void Forget(string uid, ResourceList requests)
    {
        _admitted.Remove(uid);
        _used.Subtract(requests);
    }
}
