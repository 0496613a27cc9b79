using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Metrics;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Streaming.Kubelets;

/// <summary>The kubelet's metrics that are about what runs. Upstream: <c>pkg/kubelet/metrics/collectors</c>, cAdvisor and the prober.</summary>
internal static class KubeletMetrics
{
    private const double Nano = 1e9;

    /// <summary><c>/metrics</c>: what the kubelet counts of itself.</summary>
    public static string Own(INodeRuntime kubelet, IPodRuntime? runtime)
    {
        IPodSandbox[] running = [.. kubelet.Pods.Select(p => runtime?.Find(p)).OfType<IPodSandbox>().Where(s => s.IsRunning)];
        var containers = kubelet.Pods.Sum(p => KubeletDocuments.ContainersOf(p).Count(c => runtime?.Find(p)?.IsContainerRunning(c) == true));
        var text = new PrometheusText();
        text.Metric("kubelet_desired_pods", "gauge", "[ALPHA] The number of pods the kubelet is being instructed to run. static is true if the pod is not from the apiserver.")
            .Sample("kubelet_desired_pods", kubelet.Pods.Count, ("static", ""));
        text.Metric("kubelet_running_containers", "gauge", "[ALPHA] Number of containers currently running").Sample("kubelet_running_containers", containers, ("container_state", "running"));
        text.Metric("kubelet_running_pods", "gauge", "[ALPHA] Number of pods that have a running pod sandbox").Sample("kubelet_running_pods", running.Length);
        return text.ToString();
    }

    /// <summary><c>/metrics/resource</c>.</summary>
    public static string Resources(NodeUsage usage)
    {
        var text = new PrometheusText();
        Each(text, "container_cpu_usage_seconds_total", "counter", "[STABLE] Cumulative cpu time consumed by the container in core-seconds", usage, c => c.Usage.CpuNanoSeconds / Nano);
        Each(text, "container_memory_working_set_bytes", "gauge", "[STABLE] Current working set of the container in bytes", usage, c => c.Usage.MemoryBytes);
        Each(text, "container_start_time_seconds", "gauge", "[STABLE] Start time of the container since unix epoch in seconds", usage, c => c.StartTime.ToUnixTimeMilliseconds() / 1000.0);
        text.Metric("node_cpu_usage_seconds_total", "counter", "[STABLE] Cumulative cpu time consumed by the node in core-seconds").Sample("node_cpu_usage_seconds_total", usage.Total.CpuNanoSeconds / Nano);
        text.Metric("node_memory_working_set_bytes", "gauge", "[STABLE] Current working set of the node in bytes").Sample("node_memory_working_set_bytes", usage.Total.MemoryBytes);
        text.Metric("pod_cpu_usage_seconds_total", "counter", "[STABLE] Cumulative cpu time consumed by the pod in core-seconds");
        foreach (var pod in usage.Pods)
        {
            text.Sample("pod_cpu_usage_seconds_total", KubeletStats.Total(pod).CpuNanoSeconds / Nano, ("namespace", pod.Namespace), ("pod", pod.Name));
        }

        text.Metric("pod_memory_working_set_bytes", "gauge", "[STABLE] Current working set of the pod in bytes");
        foreach (var pod in usage.Pods)
        {
            text.Sample("pod_memory_working_set_bytes", KubeletStats.Total(pod).MemoryBytes, ("namespace", pod.Namespace), ("pod", pod.Name));
        }

        text.Metric("resource_scrape_error", "gauge", "[STABLE] 1 if there was an error while getting container metrics, 0 otherwise").Sample("resource_scrape_error", 0);
        return text.ToString();
    }

    /// <summary><c>/metrics/cadvisor</c>: the same measures by cAdvisor's names.</summary>
    public static string Cadvisor(NodeUsage usage, IReadOnlyList<KubeObject> pods)
    {
        var text = new PrometheusText();
        Cadvisor(text, "container_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed in seconds.", usage, pods, u => u.CpuNanoSeconds / Nano, c => c.Usage.CpuNanoSeconds / Nano);
        Cadvisor(text, "container_memory_working_set_bytes", "gauge", "Current working set in bytes.", usage, pods, u => u.MemoryBytes, c => c.Usage.MemoryBytes);
        Cadvisor(text, "container_memory_usage_bytes", "gauge", "Current memory usage in bytes, including all memory regardless of when it was accessed", usage, pods, u => u.MemoryBytes, c => c.Usage.MemoryBytes);
        return text.ToString();
    }

    /// <summary><c>/metrics/probes</c>: what the statuses say of the probes that containers have.</summary>
    public static string Probes(NodeUsage usage, IReadOnlyList<KubeObject> pods)
    {
        var text = new PrometheusText();
        text.Metric("process_start_time_seconds", "gauge", "[ALPHA] Start time of the process since unix epoch in seconds.").Sample("process_start_time_seconds", usage.StartTime.ToUnixTimeSeconds());
        text.Metric("prober_probe_total", "counter", "[BETA] Cumulative number of a liveness, readiness or startup probe for a container by result.");
        foreach (var pod in pods)
        {
            foreach (var container in pod.Spec.Maps("containers"))
            {
                var status = pod.Status.Maps("containerStatuses").FirstOrDefault(s => s.String("name") == container.String("name"));
                Probe(text, pod, container, "Liveness", "livenessProbe", status?.Map("state")?.ContainsKey("running") == true);
                Probe(text, pod, container, "Readiness", "readinessProbe", status?.Bool("ready") == true);
                Probe(text, pod, container, "Startup", "startupProbe", status?.Bool("started") == true);
            }
        }

        return text.ToString();
    }

    private static void Probe(PrometheusText text, KubeObject pod, MapValue container, string type, string member, bool successful)
    {
        if (container.ContainsKey(member))
        {
            text.Sample("prober_probe_total", 1, ("container", container.StringOrEmpty("name")), ("namespace", pod.Namespace), ("pod", pod.Name), ("pod_uid", pod.Metadata.Uid), ("probe_type", type), ("result", successful ? "successful" : "failed"));
        }
    }

    private static void Each(PrometheusText text, string name, string type, string help, NodeUsage usage, Func<ContainerUsage, double> value)
    {
        text.Metric(name, type, help);
        foreach (var pod in usage.Pods)
        {
            foreach (var container in pod.Containers)
            {
                text.Sample(name, value(container), ("container", container.Name), ("namespace", pod.Namespace), ("pod", pod.Name));
            }
        }
    }

    private static void Cadvisor(PrometheusText text, string name, string type, string help, NodeUsage usage, IReadOnlyList<KubeObject> pods, Func<ResourceUsage, double> total, Func<ContainerUsage, double> value)
    {
        text.Metric(name, type, help).Sample(name, total(usage.Total), ("container", ""), ("id", "/"), ("image", ""), ("name", ""), ("namespace", ""), ("pod", ""));
        foreach (var pod in usage.Pods)
        {
            var document = pods.FirstOrDefault(p => p.Metadata.Uid == pod.Uid);
            foreach (var container in pod.Containers)
            {
                var image = document?.Spec.Maps("containers").FirstOrDefault(c => c.String("name") == container.Name)?.StringOrEmpty("image") ?? "";
                text.Sample(name, value(container), ("container", container.Name), ("id", $"/kubepods/pod{pod.Uid}/{container.Name}"), ("image", image), ("name", container.Name), ("namespace", pod.Namespace), ("pod", pod.Name));
            }
        }
    }
}
