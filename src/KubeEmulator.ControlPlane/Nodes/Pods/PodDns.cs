using System.Net;
using KubeEmulator.Nodes.Environment;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>A pod's resolv.conf; kubelet's <c>network/dns/dns.go</c>.</summary>
internal static class PodDns
{
    public static (string[] Servers, string[] Searches, string[] Options) Of(PodScope scope)
    {
        var spec = scope.Pod.Spec;
        var policy = spec.String("dnsPolicy") ?? "ClusterFirst";
        var cluster = policy == "ClusterFirstWithHostNet" || (policy == "ClusterFirst" && spec.Bool("hostNetwork") != true);
        var domain = scope.Services.Settings.ClusterDomain;
        string[] searches = cluster ? [$"{scope.Namespace}.svc.{domain}", $"svc.{domain}", domain] : [];
        string[] servers = cluster ? [Server(scope)] : policy == "None" ? [] : ["8.8.8.8"];
        var options = cluster ? new List<string> { "ndots:5" } : [];
        if (spec.Map("dnsConfig") is { } config)
        {
            servers = [.. servers.Concat(config.Strings("nameservers")).Distinct(StringComparer.Ordinal)];
            searches = [.. searches.Concat(config.Strings("searches")).Distinct(StringComparer.Ordinal)];
            foreach (var option in config.Maps("options"))
            {
                options.RemoveAll(o => o.Split(':')[0] == option.StringOrEmpty("name"));
                options.Add(option.String("value") is { Length: > 0 } value ? $"{option.String("name")}:{value}" : option.StringOrEmpty("name"));
            }
        }

        return (servers, searches, [.. options]);
    }

    // The DNS Service where there is one; else the tenth address of the range, where kubeadm puts it.
    private static string Server(PodScope scope)
    {
        var service = scope.Snapshot.Get(new ObjectKey("", "services", "kube-system", "kube-dns"));
        if (service?.Spec.String("clusterIP") is { Length: > 0 } address and not "None")
        {
            return address;
        }

        var network = IPAddress.Parse(scope.Services.Settings.ServiceClusterIpRanges[0].Split('/')[0]).GetAddressBytes();
        network[^1] += 10;
        return new IPAddress(network).ToString();
    }
}
