using KubeEmulator.Api;
using KubeEmulator.Nodes.Pods;
using KubeEmulator.Nodes.Stages.Templates;
using KubeEmulator.Nodes.Stages.Templates.Functions;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>
/// The addresses that templates ask for: of nodes, and of pods from their node's ranges, which the node's kubelet shares. A pod
/// keeps its address however often a template asks. Used on the cluster's executor.
/// </summary>
internal sealed class StageAddresses(ObjectStore store, KubeletHost? kubelets)
{
    private const int KubeletPort = 10250;
    private static readonly GroupResource Nodes = new("", "nodes");

    private readonly Dictionary<string, AddressPool> _pools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (AddressPool Pool, IReadOnlyList<string> Addresses)> _taken = new(StringComparer.Ordinal);

    /// <summary>The functions for a template about an object.</summary>
    public IReadOnlyDictionary<string, Func<IReadOnlyList<Value>, Value>> FunctionsFor(KubeObject target)
    {
        var node = target.Kind == "Node" ? target.Name : target.Spec.StringOrEmpty("nodeName");
        return new Dictionary<string, Func<IReadOnlyList<Value>, Value>>(StringComparer.Ordinal)
        {
            ["NodeName"] = _ => node,
            ["NodePort"] = _ => KubeletPort,
            ["NodeIP"] = _ => First(OfNode(node)),
            ["NodeIPWith"] = a => First(OfNode(a.Text(0))),
            ["NodeIPsWith"] = a => List(OfNode(a.Text(0))),
            ["PodIP"] = _ => First(OfPod(node, target.Spec.Bool("hostNetwork") ?? false, target.Metadata.Uid)),
            ["PodIPWith"] = a => First(OfPod(a.Text(0), TemplateValues.IsTrue(a.At(1)), a.Text(2))),
            ["PodIPsWith"] = a => List(OfPod(a.Text(0), TemplateValues.IsTrue(a.At(1)), a.Text(2))),
        };
    }

    /// <summary>Takes note that a pod has addresses already.</summary>
    public void Keep(KubeObject pod)
    {
        var addresses = pod.Status.Maps("podIPs").Select(ip => ip.StringOrEmpty("ip")).ToArray();
        addresses = addresses.Length == 0 && pod.Status.String("podIP") is { Length: > 0 } one ? [one] : addresses;
        if (addresses.Length > 0 && pod.Spec.Bool("hostNetwork") != true && !_taken.ContainsKey(pod.Metadata.Uid) && Pool(pod.Spec.StringOrEmpty("nodeName")) is { } pool)
        {
            pool.Keep(addresses);
            _taken[pod.Metadata.Uid] = (pool, addresses);
        }
    }

    /// <summary>Gives a pod's addresses back.</summary>
    public void Release(string uid)
    {
        if (_taken.Remove(uid, out var taken))
        {
            taken.Pool.Release(taken.Addresses);
        }
    }

    private IReadOnlyList<string> OfPod(string node, bool hostNetwork, string uid)
    {
        if (hostNetwork || Pool(node) is not { } pool)
        {
            return OfNode(node);
        }

        if (!_taken.TryGetValue(uid, out var taken))
        {
            _taken[uid] = taken = (pool, pool.Take());
        }

        return taken.Addresses;
    }

    private IReadOnlyList<string> OfNode(string name) =>
        kubelets is not null && kubelets.Kubelets.TryGetValue(name, out var kubelet) ? kubelet.HostAddresses
        : Find(name) is { } node ? NodeAddresses.Internal(node)
        : [];

    private AddressPool? Pool(string name)
    {
        if (kubelets is not null && kubelets.Kubelets.TryGetValue(name, out var kubelet))
        {
            return kubelet.Addresses;
        }

        if (!_pools.TryGetValue(name, out var pool) && Find(name)?.Spec.Strings("podCIDRs").ToArray() is { Length: > 0 } ranges)
        {
            _pools[name] = pool = new AddressPool(ranges);
        }

        return pool;
    }

    private KubeObject? Find(string name) => store.Current.Get(new ObjectKey(Nodes, "", name));

    private static Value First(IReadOnlyList<string> addresses) => addresses.Count > 0 ? addresses[0] : "";

    private static ListValue List(IReadOnlyList<string> addresses) => ListValue.From(addresses.Select(a => (Value)a));
}
