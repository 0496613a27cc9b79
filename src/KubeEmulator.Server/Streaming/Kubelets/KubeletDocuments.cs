using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Streaming.Kubelets;

/// <summary>The documents of the kubelet's API that are about pods.</summary>
internal static class KubeletDocuments
{
    /// <summary>The page of profiles; none is taken of a simulated kubelet.</summary>
    public const string ProfileIndex = "<html>\n<head>\n<title>/debug/pprof/</title>\n</head>\n<body>\n/debug/pprof/\n<br>\n<p>Types of profiles available:</p>\n<table>\n</table>\n</body>\n</html>\n";

    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    /// <summary>The names of all containers of a pod.</summary>
    public static IEnumerable<string> ContainersOf(KubeObject pod) => ContainerLists.SelectMany(list => pod.Spec.Maps(list)).Select(c => c.StringOrEmpty("name"));

    /// <summary>The pods that the kubelet takes care of.</summary>
    public static MapValue Pods(IEnumerable<KubeObject> pods) => List(pods.Select(p => p.Root.Without("kind").Without("apiVersion")));

    /// <summary>The pods as the container runtime knows them: names and images of what runs.</summary>
    public static MapValue RunningPods(IEnumerable<KubeObject> pods, IPodRuntime? runtime) =>
        List(pods.Select(p => Running(p, runtime?.Find(p))).OfType<MapValue>());

    private static MapValue? Running(KubeObject pod, IPodSandbox? sandbox)
    {
        if (sandbox is not { IsRunning: true })
        {
            return null;
        }

        var containers = ContainerLists.SelectMany(list => pod.Spec.Maps(list)).Where(c => sandbox.IsContainerRunning(c.StringOrEmpty("name")))
            .Select(c => MapValue.Of(("name", c.StringOrEmpty("name")), ("image", c.StringOrEmpty("image")), ("resources", MapValue.Empty)));
        return MapValue.Of(
            ("metadata", MapValue.Of(("name", pod.Name), ("namespace", pod.Namespace), ("uid", pod.Metadata.Uid))),
            ("spec", MapValue.Of(("containers", ListValue.From(containers)))),
            ("status", MapValue.Empty));
    }

    private static MapValue List(IEnumerable<MapValue> items) =>
        MapValue.Of(("kind", "PodList"), ("apiVersion", "v1"), ("metadata", MapValue.Empty), ("items", ListValue.From(items)));
}
