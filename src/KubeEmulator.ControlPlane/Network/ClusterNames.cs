using System.Globalization;
using System.Net;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Network;

/// <summary>
/// The cluster's DNS: services, the pods behind headless ones, pods by address, nodes. The names are those of the specification
/// (<c>kubernetes/dns</c>, docs/specification.md); a short name is tried with the search list of a pod's <c>resolv.conf</c>.
/// </summary>
internal sealed class ClusterNames(ClusterServices services)
{
    private const int MaxAliases = 8;

    private static readonly GroupResource ServiceResource = new("", "services");
    private static readonly GroupResource NodeResource = new("", "nodes");

    /// <summary>The addresses of a name, as asked from a namespace; empty where nobody has it.</summary>
    public IReadOnlyList<IPAddress> Resolve(string @namespace, string name)
    {
        var snapshot = services.Store.Current;
        name = name.TrimEnd('.').ToLowerInvariant();
        var domain = services.Settings.ClusterDomain;
        string[] candidates = [$"{name}.{@namespace}.svc.{domain}", $"{name}.svc.{domain}", $"{name}.{domain}"];

        // Names of five parts and more are taken as whole first (ndots:5); the order matters only for names that exist twice.
        candidates = name.Count(c => c == '.') >= 5 ? [name, .. candidates] : [.. candidates, name];
        foreach (var candidate in candidates)
        {
            if (Absolute(snapshot, candidate, domain, MaxAliases) is { Count: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }

    private List<IPAddress> Absolute(Snapshot snapshot, string name, string domain, int aliases)
    {
        if (!name.EndsWith("." + domain, StringComparison.Ordinal))
        {
            return Parse(snapshot.Get(new ObjectKey(NodeResource, "", name))?.Status.Maps("addresses").Where(a => a.StringOrEmpty("type") is "InternalIP" or "ExternalIP").Select(a => a.StringOrEmpty("address")) ?? []);
        }

        var parts = name[..^(domain.Length + 1)].Split('.');
        return parts switch
        {
            [var service, var @namespace, "svc"] => OfService(snapshot, @namespace, service, null, domain, aliases),
            [var host, var service, var @namespace, "svc"] => OfService(snapshot, @namespace, service, host, domain, aliases),
            [var address, var @namespace, "pod"] => OfPod(snapshot, @namespace, address),
            _ => [],
        };
    }

    private List<IPAddress> OfService(Snapshot snapshot, string @namespace, string name, string? host, string domain, int aliases)
    {
        if (snapshot.Get(new ObjectKey(ServiceResource, @namespace, name)) is not { } service)
        {
            return [];
        }

        var view = new ServiceView(service);
        if (view.Type == "ExternalName")
        {
            return host is not null || aliases == 0 ? [] : IPAddress.TryParse(view.ExternalName, out var literal) ? [literal] : Absolute(snapshot, view.ExternalName.TrimEnd('.').ToLowerInvariant(), domain, aliases - 1);
        }

        if (!view.IsHeadless)
        {
            return host is not null ? [] : Parse(service.Spec.List("clusterIPs")?.OfType<StringValue>().Select(s => s.Text) ?? [view.ClusterIP]);
        }

        var endpoints = ServiceEndpoints.Of(snapshot, service, null).Where(e => e.IsReady || view.PublishNotReadyAddresses);
        return Parse(endpoints.Where(e => host is null || (e.HostName.Length > 0 ? e.HostName == host : Dashed(e.Address) == host)).Select(e => e.Address).Distinct());
    }

    // a-b-c-d.namespace.pod: CoreDNS' "pods insecure" believes the address; here it must be a pod's.
    private static List<IPAddress> OfPod(Snapshot snapshot, string @namespace, string dashed) =>
        Parse(snapshot.List(new GroupResource("", "pods"), @namespace).SelectMany(p => p.Status.Maps("podIPs")).Select(i => i.StringOrEmpty("ip")).Where(ip => Dashed(ip) == dashed).Take(1));

    private static string Dashed(string address) => address.Replace('.', '-').Replace(':', '-').ToLower(CultureInfo.InvariantCulture);

    private static List<IPAddress> Parse(IEnumerable<string> addresses) => [.. addresses.Select(a => IPAddress.TryParse(a, out var ip) ? ip : null).OfType<IPAddress>()];
}
