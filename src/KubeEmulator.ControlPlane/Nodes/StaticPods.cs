namespace KubeEmulator.Nodes;

/// <summary>Words about pods that a kubelet runs from files of its own, and of which the API shows a mirror; <c>pkg/kubelet/types/pod_update.go</c>.</summary>
internal static class StaticPods
{
    public const string MirrorAnnotation = "kubernetes.io/config.mirror";
    public const string SourceAnnotation = "kubernetes.io/config.source";
    public const string HashAnnotation = "kubernetes.io/config.hash";
    public const string SeenAnnotation = "kubernetes.io/config.seen";
}
