using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What Endpoints must be. Upstream: <c>ValidateEndpoints</c> in <c>pkg/apis/core/validation/validation.go</c>.</summary>
internal static class EndpointsRules
{
    public static void Check(FieldErrors errors, MapValue endpoints, KubeObject? old)
    {
        var subsets = new FieldErrors();
        Subsets(subsets, endpoints);
        // What an older server accepted may stay as it is.
        if (old is not null && subsets.Count > 0 && SemanticEquality.Equal(endpoints["subsets"], old.Root["subsets"]))
        {
            return;
        }

        foreach (var error in subsets)
        {
            errors.Add(error);
        }
    }

    private static void Subsets(FieldErrors errors, MapValue endpoints)
    {
        var index = 0;
        foreach (var subset in endpoints.Maps("subsets"))
        {
            var path = FieldPath.Of("subsets").Index(index++);
            if (subset.List("addresses") is not { Count: > 0 } && subset.List("notReadyAddresses") is not { Count: > 0 })
            {
                errors.Required(path, "must specify `addresses` or `notReadyAddresses`");
            }

            Addresses(errors, path.Child("addresses"), subset.Maps("addresses"));
            Addresses(errors, path.Child("notReadyAddresses"), subset.Maps("notReadyAddresses"));
            var ports = subset.Maps("ports").ToArray();
            for (var i = 0; i < ports.Length; i++)
            {
                Port(errors, path.Child("ports").Index(i), ports[i], nameRequired: ports.Length > 1);
            }
        }
    }

    private static void Addresses(FieldErrors errors, FieldPath path, IEnumerable<MapValue> addresses)
    {
        var index = 0;
        foreach (var address in addresses)
        {
            var at = path.Index(index++);
            var ip = address.StringOrEmpty("ip");
            IpRules.CheckLegacyIp(errors, at.Child("ip"), ip);
            if (address.StringOrEmpty("hostname") is { Length: > 0 } hostname)
            {
                errors.Label(at.Child("hostname"), hostname);
            }

            if (address.String("nodeName") is { } node)
            {
                errors.Subdomain(at.Child("nodeName"), node);
            }

            EndpointIpRules.Check(errors, at.Child("ip"), ip);
        }
    }

    private static void Port(FieldErrors errors, FieldPath path, MapValue port, bool nameRequired)
    {
        var (name, number, protocol) = (port.StringOrEmpty("name"), port.Integer("port") ?? 0, port.StringOrEmpty("protocol"));
        if (name.Length > 0)
        {
            errors.Label(path.Child("name"), name);
        }
        else if (nameRequired)
        {
            errors.Required(path.Child("name"));
        }

        errors.Faults(path.Child("port"), number, TextRules.CheckPort(number));
        if (errors.Present(path.Child("protocol"), protocol))
        {
            errors.OneOf(path.Child("protocol"), protocol, "SCTP", "TCP", "UDP");
        }

        if (port.String("appProtocol") is { } application)
        {
            errors.Faults(path.Child("appProtocol"), application, NameRules.CheckQualifiedName(application));
        }
    }
}
