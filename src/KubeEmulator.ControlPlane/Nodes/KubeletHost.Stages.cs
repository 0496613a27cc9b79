using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Nodes;

/// <content>What Stages play instead of kubelets.</content>
internal sealed partial class KubeletHost
{
    /// <summary>Called when a node's kubelet is back.</summary>
    public Action<string>? NodeStarted { get; set; }

    /// <summary>Whether Stages play an object.</summary>
    public bool IsStaged(KubeObject target) => _stages?.Owns(target) == true;

    /// <summary>The Stages have changed: pods change hands.</summary>
    public void OwnersChanged()
    {
        foreach (var kubelet in _kubelets.Values)
        {
            Deal(kubelet, Services.Store.Current);
        }
    }

    /// <summary>Gives a node's pods to its kubelet, but for those that Stages play.</summary>
    public void Deal(Kubelet kubelet, Snapshot snapshot)
    {
        var own = new List<KubeObject>();
        foreach (var pod in snapshot.ByIndex(StoreIndex.PodsByNode, kubelet.Name))
        {
            if (IsStaged(pod))
            {
                kubelet.HandOver(pod);
            }
            else
            {
                own.Add(pod);
            }
        }

        kubelet.Reconcile(own);
    }
}
