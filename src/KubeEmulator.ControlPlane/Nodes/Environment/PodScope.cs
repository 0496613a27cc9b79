using KubeEmulator.Api;
using KubeEmulator.Nodes.Pods;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Environment;

/// <summary>What the environment and files of a pod are made of: the pod, the state of the cluster, and where it runs.</summary>
internal sealed record PodScope(KubeObject Pod, Snapshot Snapshot, ClusterServices Services, IReadOnlyList<string> PodAddresses, IReadOnlyList<string> HostAddresses)
{
    private static readonly GroupResource ConfigMaps = new("", "configmaps");
    private static readonly GroupResource Secrets = new("", "secrets");
    private static readonly GroupResource Nodes = new("", "nodes");

    public string Namespace => Pod.Namespace;

    public KubeObject? ConfigMap(string name) => Snapshot.Get(new ObjectKey(ConfigMaps, Namespace, name));

    public KubeObject? Secret(string name) => Snapshot.Get(new ObjectKey(Secrets, Namespace, name));

    /// <summary>The resources of the pod's node, which stand for limits that are not set.</summary>
    public MapValue Allocatable => Snapshot.Get(new ObjectKey(Nodes, "", Pod.Spec.StringOrEmpty("nodeName")))?.Status.Map("allocatable") ?? MapValue.Empty;

    /// <summary>Addresses that the pod sees as its own: those of the host where it uses the host's network.</summary>
    public IReadOnlyList<string> OwnAddresses => Pod.Spec.Bool("hostNetwork") == true ? HostAddresses : PodAddresses;

    /// <summary>A container's spec by name; null where there is none.</summary>
    public MapValue? Container(string name)
    {
        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            if (Pod.Spec.Maps(list).FirstOrDefault(c => c.StringOrEmpty("name") == name) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    public static PodScope Of(PodShape pod, ClusterServices services, IReadOnlyList<string> podAddresses, IReadOnlyList<string> hostAddresses) =>
        new(pod.Object, services.Store.Current, services, podAddresses, hostAddresses);
}
