using KubeEmulator.Nodes.Pods;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <content>Pods of the node that Stages play: they take its resources all the same.</content>
internal sealed partial class Kubelet
{
    /// <summary>Leaves a pod to the Stages; its containers, where it had some, are gone.</summary>
    public void HandOver(KubeObject pod)
    {
        var view = new PodView(pod);
        if (_agents.ContainsKey(pod.Metadata.Uid))
        {
            Drop(pod.Metadata.Uid);

            // The agent gave its addresses back, but the pod still has them.
            Addresses.Keep(pod.Status.Maps("podIPs").Select(ip => ip.StringOrEmpty("ip")));
        }

        if (PodPhases.IsTerminal(view.Phase))
        {
            Forgo(pod.Metadata.Uid);
        }
        else
        {
            Reserve(view);
        }
    }

    /// <summary>Takes note that a pod needs nothing of the node any more.</summary>
    public void Forgo(string uid)
    {
        if (_admitted.Remove(uid, out var taken))
        {
            _used.Subtract(taken.Requests);
            RetryResizes();
        }
    }
}
