using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>One kubelet as those see it who ask for its own API: <c>nodes/NAME/proxy</c> and metrics. Thread-safe.</summary>
public interface INodeRuntime
{
    /// <summary>The pods the kubelet takes care of, with the status it gives them; in the order it took them.</summary>
    IReadOnlyList<KubeObject> Pods { get; }

    /// <summary>What the kubelet was started with: a <c>KubeletConfiguration</c> of <c>kubelet.config.k8s.io/v1beta1</c>.</summary>
    MapValue Configuration { get; }

    /// <summary>What the node and its running containers use at this moment.</summary>
    NodeUsage ReadUsage();
}
