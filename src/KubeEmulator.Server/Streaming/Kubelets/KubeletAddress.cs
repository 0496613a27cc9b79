using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Streaming.Kubelets;

/// <summary>Where the API server would dial a node's kubelet. Upstream: <c>pkg/kubelet/client/kubelet_client.go</c>.</summary>
/// <param name="Host">The node's address.</param>
/// <param name="Port">The kubelet's port.</param>
internal sealed record KubeletAddress(string Host, long Port)
{
    private const int DefaultPort = 10250;

    // kubeadm's --kubelet-preferred-address-types, followed by what else upstream knows.
    private static readonly string[] Preferred = ["InternalIP", "ExternalIP", "Hostname", "InternalDNS", "ExternalDNS"];

    /// <summary>Host and port as Go joins them.</summary>
    public string Authority => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>What Go's dialer says of a kubelet that does not run.</summary>
    public string Refused => $"dial tcp {Authority}: connect: connection refused";

    /// <summary>A node's kubelet.</summary>
    /// <exception cref="ApiException">404: there is no such node; 500: it has no address.</exception>
    public static KubeletAddress Of(ClusterServices services, string nodeName)
    {
        var node = services.Api.Get(services.Catalog.Find("", "v1", "nodes")!, "", nodeName);
        MapValue[] addresses = [.. node.Status.Maps("addresses")];
        var host = Preferred.Select(p => addresses.FirstOrDefault(a => a.StringOrEmpty("type") == p)?.StringOrEmpty("address")).FirstOrDefault(a => a is not null);
        if (host is null)
        {
            var known = string.Join(' ', addresses.Select(a => $"{{{a.StringOrEmpty("type")} {a.StringOrEmpty("address")}}}"));
            throw StatusDocument.Failure(500, "", $"no preferred addresses found; known addresses: [{known}]").ToException();
        }

        return new KubeletAddress(host, node.Status.IntegerAt("daemonEndpoints", "kubeletEndpoint", "Port") is > 0 and { } port ? port : DefaultPort);
    }

    /// <summary>The refusal of an upgrade that a dead kubelet causes.</summary>
    public ApiException DialingFailed() => StatusDocument.Failure(500, "", $"error dialing backend: {Refused}").ToException();
}
