using System.Globalization;
using System.Net;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Network;

/// <summary>
/// Where connections go: to pods by their addresses, and by kube-proxy's rules through services (cluster and external addresses, node
/// ports, session affinity). Thread-safe.
/// </summary>
internal sealed class ClusterRoutes(ClusterServices services)
{
    private AddressBook? _book;

    /// <summary>What a connection from an address meets.</summary>
    public NetworkTarget Find(IPAddress source, IPAddress address, int port)
    {
        var snapshot = services.Store.Current;
        var book = _book = AddressBook.Of(snapshot, _book);
        var text = address.ToString();
        if (book.Pod(text) is { } pod)
        {
            return ToPod(pod, port);
        }

        if (book.Service(text) is { } service)
        {
            return service.Spec.Maps("ports").FirstOrDefault(p => p.Integer("port") == port && p.String("protocol") is null or "TCP") is { } declared
                ? Through(snapshot, book, service, declared, source)
                : NetworkTarget.Refused;
        }

        return book.Node(text) is { } node ? ToNode(snapshot, book, node, port, source) : NetworkTarget.Unreachable;
    }

    private NetworkTarget ToPod(KubeObject pod, int port) => services.Pods?.Find(pod) is { IsRunning: true } sandbox
        ? new NetworkTarget(NetworkOutcome.Pod, sandbox, port)
        : NetworkTarget.Unreachable;

    // A pod of the host's network owns the port that it declares; else the first one is asked.
    private NetworkTarget ToNode(Snapshot snapshot, AddressBook book, KubeObject node, int port, IPAddress source)
    {
        if (book.NodePort(port) is var (service, declared))
        {
            return Through(snapshot, book, service, declared, source);
        }

        KubeObject[] pods = [.. book.HostPods(node.Name)];
        var owner = pods.FirstOrDefault(p => p.Spec.Maps("containers").Any(c => c.Maps("ports").Any(o => o.Integer("containerPort") == port))) ?? pods.FirstOrDefault();
        if (owner is not null && ToPod(owner, port) is { Outcome: NetworkOutcome.Pod } target)
        {
            return target;
        }

        return HostPort(snapshot, node, port) is { } mapped ? mapped : NetworkTarget.Refused;
    }

    // A container's hostPort is forwarded from the node to the pod.
    private NetworkTarget? HostPort(Snapshot snapshot, KubeObject node, int port)
    {
        foreach (var pod in snapshot.ByIndex(StoreIndex.PodsByNode, node.Name))
        {
            var declared = pod.Spec.Maps("containers").SelectMany(c => c.Maps("ports")).FirstOrDefault(p => p.Integer("hostPort") == port);
            if (declared?.Integer("containerPort") is { } inside && ToPod(pod, (int)inside) is { Outcome: NetworkOutcome.Pod } target)
            {
                return target;
            }
        }

        return null;
    }

    private NetworkTarget Through(Snapshot snapshot, AddressBook book, KubeObject service, MapValue port, IPAddress source)
    {
        ServiceEndpoint[] ready = [.. ServiceEndpoints.Of(snapshot, service, port.StringOrEmpty("name")).Where(e => e.IsReady || new ServiceView(service).PublishNotReadyAddresses)];
        if (ready.Length == 0)
        {
            // kube-proxy rejects connections to services without endpoints.
            return NetworkTarget.Refused;
        }

        var chosen = ready[(int)(Choice(service, port, source) % (ulong)ready.Length)];
        if (book.Pod(chosen.Address) is { } pod)
        {
            return ToPod(pod, chosen.Port);
        }

        if (service is { Namespace: "default", Name: "kubernetes" })
        {
            return NetworkTarget.ApiServer;
        }

        return book.Node(chosen.Address) is { } node ? ToNode(snapshot, book, node, chosen.Port, source) : NetworkTarget.Unreachable;
    }

    private ulong Choice(KubeObject service, MapValue port, IPAddress source)
    {
        if (service.Spec.String("sessionAffinity") == "ClientIP")
        {
            // The same client always gets the same place in the list.
            return source.GetAddressBytes().Aggregate(14695981039346656037UL, (hash, b) => (hash ^ b) * 1099511628211UL) >> 8;
        }

        return services.Random.Next("kube-proxy", string.Create(CultureInfo.InvariantCulture, $"{service.Namespace}/{service.Name}:{port.Integer("port")}"));
    }
}
