using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>The running containers behind pods: what logs, exec, attach, port-forward and proxy reach. Filled by the simulated kubelets.</summary>
public interface IPodRuntime
{
    /// <summary>The running side of a pod, or null where no kubelet runs it.</summary>
    IPodSandbox? Find(KubeObject pod);
}
