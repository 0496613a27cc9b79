using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Network;

/// <summary>Who has which address in a state of the store. Immutable; made anew when pods, services or nodes have changed.</summary>
internal sealed class AddressBook
{
    private static readonly GroupResource PodResource = new("", "pods");
    private static readonly GroupResource ServiceResource = new("", "services");
    private static readonly GroupResource NodeResource = new("", "nodes");

    private readonly (long, long, long) _version;
    private readonly Dictionary<string, KubeObject> _pods = [];
    private readonly Dictionary<string, KubeObject> _services = [];
    private readonly Dictionary<string, KubeObject> _nodes = [];
    private readonly Dictionary<int, (KubeObject Service, MapValue Port)> _nodePorts = [];
    private readonly ILookup<string, KubeObject> _hostPods;

    private AddressBook(Snapshot snapshot)
    {
        _version = VersionOf(snapshot);
        foreach (var pod in snapshot.List(PodResource).Where(IsLive))
        {
            Add(_pods, pod, new PodView(pod).HostNetwork ? [] : pod.Status.Maps("podIPs").Select(i => i.StringOrEmpty("ip")));
        }

        foreach (var service in snapshot.List(ServiceResource))
        {
            Add(_services, service, AddressesOf(service));
            foreach (var port in service.Spec.Maps("ports").Where(p => p.Integer("nodePort") > 0))
            {
                _nodePorts[(int)port.Integer("nodePort")!.Value] = (service, port);
            }
        }

        foreach (var node in snapshot.List(NodeResource))
        {
            Add(_nodes, node, node.Status.Maps("addresses").Select(a => a.StringOrEmpty("address")));
        }

        _hostPods = snapshot.List(PodResource).Where(p => IsLive(p) && new PodView(p).HostNetwork).ToLookup(p => new PodView(p).NodeName);
    }

    /// <summary>The book of a state; the old one where nothing has changed.</summary>
    public static AddressBook Of(Snapshot snapshot, AddressBook? old) => old is not null && old._version == VersionOf(snapshot) ? old : new AddressBook(snapshot);

    public KubeObject? Pod(string address) => _pods.GetValueOrDefault(address);

    public KubeObject? Service(string address) => _services.GetValueOrDefault(address);

    public KubeObject? Node(string address) => _nodes.GetValueOrDefault(address);

    /// <summary>The service that has a node port.</summary>
    public (KubeObject Service, MapValue Port)? NodePort(int port) => _nodePorts.TryGetValue(port, out var found) ? found : null;

    /// <summary>The pods that share a node's network.</summary>
    public IEnumerable<KubeObject> HostPods(string node) => _hostPods[node];

    // Cluster addresses, external ones, and those of load balancers.
    private static IEnumerable<string> AddressesOf(KubeObject service) =>
    [
        .. service.Spec.List("clusterIPs")?.OfType<StringValue>().Select(s => s.Text) ?? [],
        service.Spec.StringOrEmpty("clusterIP"),
        .. service.Spec.List("externalIPs")?.OfType<StringValue>().Select(s => s.Text) ?? [],
        .. service.Status.Map("loadBalancer")?.Maps("ingress").Select(i => i.StringOrEmpty("ip")) ?? [],
    ];

    private static bool IsLive(KubeObject pod) => new PodView(pod).Phase is not ("Succeeded" or "Failed");

    private static void Add(Dictionary<string, KubeObject> book, KubeObject owner, IEnumerable<string> addresses)
    {
        foreach (var address in addresses.Where(a => a is not ("" or "None")))
        {
            book.TryAdd(address, owner);
        }
    }

    private static (long, long, long) VersionOf(Snapshot snapshot) =>
        (snapshot.ResourceRevision(PodResource), snapshot.ResourceRevision(ServiceResource), snapshot.ResourceRevision(NodeResource));
}
