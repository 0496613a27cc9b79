using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of the networking kinds. Upstream: <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class NetworkingColumns
{
    private const int ShownHosts = 3;

    public static readonly TableColumns Ingress = Rows.Aged(o =>
    [
        o.Spec.String("ingressClassName") ?? "<none>",
        Hosts(o.Spec),
        Addresses(o.Status),
        o.Spec.List("tls") is { Count: > 0 } ? "80, 443" : "80",
    ]);

    public static readonly TableColumns IngressClass = new Rows((o, now) =>
    [
        o.Root.StringAt("metadata", "annotations", "ingressclass.kubernetes.io/is-default-class") == "true" ? o.Name + " (default)" : o.Name,
        o.Spec.StringOrEmpty("controller"),
        Parameters(o.Spec.Map("parameters")),
        Cells.Age(o, now),
    ]);

    // The age is a cell that no column describes.
    public static readonly TableColumns IpAddress = Rows.Aged(o => [Parent(o.Spec.Map("parentRef"))]);

    public static readonly TableColumns NetworkPolicy = Rows.Aged(o => [Cells.Selector(o.Spec["podSelector"])]);

    public static readonly TableColumns ServiceCidr = Rows.Aged(o => [string.Join(',', o.Spec.Strings("cidrs"))]);

    private static string Hosts(MapValue spec)
    {
        var rules = spec.Maps("rules").ToList();
        var hosts = new List<string>();
        var more = false;
        foreach (var host in rules.Select(r => r.StringOrEmpty("host")))
        {
            more |= hosts.Count == ShownHosts;
            if (!more && host.Length > 0)
            {
                hosts.Add(host);
            }
        }

        var text = string.Join(',', hosts);
        return hosts.Count == 0 ? "*" : more ? $"{text} + {rules.Count - ShownHosts} more..." : text;
    }

    private static string Addresses(MapValue status) => string.Join(',', new SortedSet<string>(
        (status.Map("loadBalancer") ?? MapValue.Empty).Maps("ingress")
            .Select(i => ShortList.Or(i.String("ip"), i.StringOrEmpty("hostname")))
            .Where(t => t.Length > 0),
        StringComparer.Ordinal));

    private static string Parameters(MapValue? parameters) =>
        parameters is null ? "<none>"
        : parameters.String("apiGroup") is { } group ? $"{parameters.StringOrEmpty("kind")}.{group}/{parameters.StringOrEmpty("name")}"
        : $"{parameters.StringOrEmpty("kind")}/{parameters.StringOrEmpty("name")}";

    private static string Parent(MapValue? reference)
    {
        if (reference is null)
        {
            return "<none>";
        }

        var group = reference.StringOrEmpty("group");
        var resource = reference.StringOrEmpty("resource");
        var text = (group.Length > 0 ? $"{resource}.{group}" : resource).ToLowerInvariant();
        var space = reference.StringOrEmpty("namespace");
        return space.Length > 0 ? $"{text}/{space}/{reference.StringOrEmpty("name")}" : $"{text}/{reference.StringOrEmpty("name")}";
    }
}
