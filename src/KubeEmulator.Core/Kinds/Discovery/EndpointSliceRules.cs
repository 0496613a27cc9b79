using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What an EndpointSlice must be. Upstream: <c>pkg/apis/discovery/validation/validation.go</c>.</summary>
internal static class EndpointSliceRules
{
    private const int MostEndpoints = 1000;
    private const int MostAddresses = 100;
    private const int MostPorts = 20000;
    private const int MostTopologyLabels = 16;
    private const int MostHints = 8;

    public static void Check(FieldErrors errors, MapValue slice, KubeObject? old)
    {
        var type = slice.StringOrEmpty("addressType");
        if (errors.Present(FieldPath.Of("addressType"), type))
        {
            errors.OneOf(FieldPath.Of("addressType"), type, "FQDN", "IPv4", "IPv6");
        }

        Ports(errors, FieldPath.Of("ports"), [.. slice.Maps("ports")]);
        var endpoints = new FieldErrors();
        Endpoints(endpoints, FieldPath.Of("endpoints"), [.. slice.Maps("endpoints")], type);
        // What an older server accepted may stay as it is.
        if (old is not null && endpoints.Count > 0 && SemanticEquality.Equal(slice["endpoints"], old.Root["endpoints"]))
        {
            return;
        }

        foreach (var error in endpoints)
        {
            errors.Add(error);
        }
    }

    private static void Ports(FieldErrors errors, FieldPath path, MapValue[] ports)
    {
        if (ports.Length > MostPorts)
        {
            errors.TooMany(path, ports.Length, MostPorts);
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Length; i++)
        {
            var (at, name) = (path.Index(i), ports[i].StringOrEmpty("name"));
            if (name.Length > 0)
            {
                errors.Label(at.Child("name"), name);
            }

            if (!names.Add(name))
            {
                errors.Duplicate(at.Child("name"), name);
            }

            if (ports[i].String("protocol") is { } protocol)
            {
                errors.OneOf(at.Child("protocol"), protocol, "SCTP", "TCP", "UDP");
            }
            else
            {
                errors.Required(at.Child("protocol"));
            }

            if (ports[i].String("appProtocol") is { } application)
            {
                errors.Faults(at.Child("appProtocol"), application, NameRules.CheckQualifiedName(application));
            }
        }
    }

    private static void Endpoints(FieldErrors errors, FieldPath path, MapValue[] endpoints, string type)
    {
        if (endpoints.Length > MostEndpoints)
        {
            errors.TooMany(path, endpoints.Length, MostEndpoints);
            return;
        }

        for (var i = 0; i < endpoints.Length; i++)
        {
            var (at, endpoint) = (path.Index(i), endpoints[i]);
            Addresses(errors, at.Child("addresses"), [.. endpoint.Strings("addresses")], type);
            if (endpoint.String("nodeName") is { } node)
            {
                errors.Subdomain(at.Child("nodeName"), node);
            }

            var topology = endpoint.Map("deprecatedTopology") ?? MapValue.Empty;
            if (topology.Count > MostTopologyLabels)
            {
                errors.TooMany(at.Child("deprecatedTopology"), topology.Count, MostTopologyLabels);
            }

            MetaRules.Labels(errors, at.Child("deprecatedTopology"), topology);
            if (endpoint.String("hostname") is { } hostname)
            {
                errors.Label(at.Child("hostname"), hostname);
            }

            if (endpoint.Map("hints") is { } hints)
            {
                Hints(errors, at.Child("hints").Child("forZones"), hints.List("forZones"), NameRules.CheckLabelValue);
                Hints(errors, at.Child("hints").Child("forNodes"), (hints.List("forZones")?.Count ?? 0) > MostHints ? null : hints.List("forNodes"), n => NameRules.CheckDns1123Subdomain(n));
            }
        }
    }

    private static void Addresses(FieldErrors errors, FieldPath path, string[] addresses, string type)
    {
        if (addresses.Length == 0)
        {
            errors.Required(path, "must contain at least 1 address");
        }
        else if (addresses.Length > MostAddresses)
        {
            errors.TooMany(path, addresses.Length, MostAddresses);
        }

        for (var i = 0; i < addresses.Length; i++)
        {
            if (type == "FQDN")
            {
                TextRules.CheckFullyQualifiedName(errors, path.Index(i), addresses[i]);
            }
            else if (type is "IPv4" or "IPv6")
            {
                Address(errors, path, path.Index(i), addresses[i], type == "IPv4");
            }
        }
    }

    private static void Address(FieldErrors errors, FieldPath list, FieldPath path, string text, bool ipv4)
    {
        var before = errors.Count;
        if (ipv4)
        {
            IpRules.CheckLegacyIp(errors, path, text);
        }
        else
        {
            IpRules.CheckIp(errors, path, text);
        }

        if (errors.Count > before)
        {
            return;
        }

        if (IpValue.Parse(text)!.Value.IsIPv4 != ipv4)
        {
            errors.Invalid(list, text, ipv4 ? "must be an IPv4 address" : "must be an IPv6 address");
        }

        EndpointIpRules.Check(errors, path, text);
    }

    private static void Hints(FieldErrors errors, FieldPath path, ListValue? hints, Func<string, IReadOnlyList<string>> check)
    {
        if (hints?.Count > MostHints)
        {
            errors.TooMany(path, hints.Count, MostHints);
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (hints?.Count ?? 0); i++)
        {
            var (at, name) = (path.Index(i).Child("name"), (hints![i] as MapValue)?.StringOrEmpty("name") ?? "");
            if (!seen.Add(name))
            {
                errors.Duplicate(at, name);
            }

            errors.Faults(at, name, check(name));
        }
    }
}
