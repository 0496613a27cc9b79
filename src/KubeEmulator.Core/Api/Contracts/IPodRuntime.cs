using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>
/// The kubelets of this process and the containers they run: what logs, exec, attach, port-forward, proxy and metrics reach.
/// Filled by the simulated kubelets. Thread-safe.
/// </summary>
public interface IPodRuntime
{
    /// <summary>
    /// What a kubelet keeps of a pod, from its first container's start until the pod is deleted, also after its containers have ended;
    /// null where no kubelet has it. The pod's uid decides: one of the same name that was made anew is another pod.
    /// </summary>
    IPodSandbox? Find(KubeObject pod);

    /// <summary>The kubelet of a node; null where none of this process runs there, as when it is switched off.</summary>
    INodeRuntime? FindNode(string nodeName);
}
