using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of Services. Upstream: <c>printService</c> in <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal sealed class ServiceColumns : TableColumns
{
    public static readonly ServiceColumns Instance = new();

    public override IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now)
    {
        var spec = stored.Spec;
        var address = spec.Strings("clusterIPs").FirstOrDefault() ?? "<none>";
        var ports = string.Join(',', spec.Maps("ports").Select(Port));
        return
        [
            stored.Name,
            spec.StringOrEmpty("type"),
            address,
            External(stored),
            ports.Length == 0 ? "<none>" : ports,
            Kinds.Cells.Age(stored, now),
            Kinds.Cells.Labels(spec.Map("selector")),
        ];
    }

    private static string Port(MapValue port)
    {
        var (number, node, protocol) = (port.Integer("port"), port.Integer("nodePort") ?? 0, port.StringOrEmpty("protocol"));
        return node > 0 ? $"{number}:{node}/{protocol}" : $"{number}/{protocol}";
    }

    private static string External(KubeObject stored)
    {
        var own = string.Join(',', stored.Spec.Strings("externalIPs"));
        switch (stored.Spec.StringOrEmpty("type"))
        {
            case "LoadBalancer":
                var balanced = string.Join(',', (stored.Status.Map("loadBalancer") ?? MapValue.Empty).Maps("ingress").Select(Ingress).Where(t => t.Length > 0));
                return own.Length > 0 ? balanced.Length > 0 ? $"{balanced},{own}" : own : balanced.Length > 0 ? balanced : "<pending>";
            case "ExternalName":
                return stored.Spec.StringOrEmpty("externalName");
            default:
                return own.Length > 0 ? own : "<none>";
        }
    }

    private static string Ingress(MapValue ingress) => ingress.String("ip") is { Length: > 0 } ip ? ip : ingress.StringOrEmpty("hostname");
}
