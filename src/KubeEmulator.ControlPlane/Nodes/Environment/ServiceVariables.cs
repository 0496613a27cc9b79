using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Environment;

/// <summary>The variables that tell a container where services are; kubelet's <c>envvars/envvars.go</c>.</summary>
internal static class ServiceVariables
{
    private static readonly GroupResource Services = new("", "services");

    /// <summary>Those of the API server's Service, and where links are wanted those of every Service of the namespace.</summary>
    public static IEnumerable<(string Name, string Value)> For(Snapshot snapshot, string @namespace, bool links)
    {
        if (snapshot.Get(new ObjectKey(Services, "default", "kubernetes")) is { } master && !(links && @namespace == "default"))
        {
            foreach (var variable in Of(master))
            {
                yield return variable;
            }
        }

        foreach (var service in links ? snapshot.List(Services, @namespace) : [])
        {
            foreach (var variable in Of(service))
            {
                yield return variable;
            }
        }
    }

    private static IEnumerable<(string Name, string Value)> Of(KubeObject service)
    {
        var address = service.Spec.StringOrEmpty("clusterIP");
        if (address is "" or "None" || !service.Spec.Maps("ports").Any())
        {
            yield break;
        }

        var prefix = Name(service.Name);
        yield return ($"{prefix}_SERVICE_HOST", address);
        var ports = service.Spec.Maps("ports").Select(p => (Name: p.StringOrEmpty("name"), Port: Number(p), Protocol: p.String("protocol") ?? "TCP")).ToArray();
        yield return ($"{prefix}_SERVICE_PORT", ports[0].Port);
        foreach (var port in ports.Where(p => p.Name.Length > 0))
        {
            yield return ($"{prefix}_SERVICE_PORT_{Name(port.Name)}", port.Port);
        }

        var host = address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
        yield return ($"{prefix}_PORT", Url(ports[0].Protocol, ports[0].Port));
        foreach (var port in ports)
        {
            var link = $"{prefix}_PORT_{port.Port}_{port.Protocol.ToUpperInvariant()}";
            yield return (link, Url(port.Protocol, port.Port));
            yield return ($"{link}_PROTO", Lower(port.Protocol));
            yield return ($"{link}_PORT", port.Port);
            yield return ($"{link}_ADDR", address);
        }

        string Url(string protocol, string port) => $"{Lower(protocol)}://{host}:{port}";
    }

    private static string Number(MapValue port) => (port.Integer("port") ?? 0).ToString(CultureInfo.InvariantCulture);

#pragma warning disable CA1308 // The variables are in lower case.
    private static string Lower(string protocol) => protocol.ToLowerInvariant();
#pragma warning restore CA1308

    private static string Name(string text) => text.Replace('-', '_').ToUpperInvariant();
}
