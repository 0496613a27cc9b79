using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <summary>What a kubelet says it was started with: upstream's defaults and the cluster's settings.</summary>
internal static class KubeletConfiguration
{
    public static MapValue For(ClusterSettings settings) => MapValue.Of(
        ("kind", "KubeletConfiguration"),
        ("apiVersion", "kubelet.config.k8s.io/v1beta1"),
        ("address", "0.0.0.0"),
        ("port", 10250),
        ("healthzPort", 10248),
        ("healthzBindAddress", "127.0.0.1"),
        ("clusterDomain", settings.ClusterDomain),
        ("syncFrequency", "1m0s"),
        ("fileCheckFrequency", "20s"),
        ("nodeStatusUpdateFrequency", "10s"),
        ("nodeStatusReportFrequency", "5m0s"),
        ("nodeLeaseDurationSeconds", 40),
        ("maxPods", 110),
        ("podPidsLimit", -1),
        ("cgroupDriver", "systemd"),
        ("hairpinMode", "promiscuous-bridge"),
        ("containerLogMaxSize", "10Mi"),
        ("containerLogMaxFiles", 5),
        ("evictionHard", MapValue.Of(("imagefs.available", "15%"), ("imagefs.inodesFree", "5%"), ("memory.available", "100Mi"), ("nodefs.available", "10%"), ("nodefs.inodesFree", "5%"))),
        ("serializeImagePulls", true),
        ("failSwapOn", true));
}
