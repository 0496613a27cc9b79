using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of Nodes. Upstream: <c>printNode</c> in <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class NodeColumns
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static readonly TableColumns Instance = new Rows((o, now) =>
    {
        var system = o.Status.Map("nodeInfo") ?? MapValue.Empty;
        var kernel = ShortList.Or(system.String("kernelVersion"), "<unknown>");
        var architecture = system.StringOrEmpty("architecture");
        return
        [
            o.Name,
            Status(o),
            Roles(o),
            Cells.Age(o, now),
            system.StringOrEmpty("kubeletVersion"),
            Address(o, "InternalIP"),
            Address(o, "ExternalIP"),
            ShortList.Or(system.String("osImage"), "<unknown>"),
            architecture.Length > 0 ? $"{kernel} ({architecture})" : kernel,
            ShortList.Or(system.String("containerRuntimeVersion"), "<unknown>"),
        ];
    });

    private static string Status(KubeObject o)
    {
        var ready = o.Status.Maps("conditions").FirstOrDefault(c => c.StringOrEmpty("type") == "Ready");
        var text = ready is null ? "Unknown" : ready.StringOrEmpty("status") == "True" ? "Ready" : "NotReady";
        return o.Spec.Bool("unschedulable") == true ? text + ",SchedulingDisabled" : text;
    }

    private static string Roles(KubeObject o)
    {
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in o.Root.At("metadata", "labels") as MapValue ?? MapValue.Empty)
        {
            if (key.StartsWith(RolePrefix, StringComparison.Ordinal) && key.Length > RolePrefix.Length)
            {
                roles.Add(key[RolePrefix.Length..]);
            }
            else if (key == "kubernetes.io/role" && value is StringValue { Text.Length: > 0 } role)
            {
                roles.Add(role.Text);
            }
        }

        return roles.Count == 0 ? "<none>" : string.Join(',', roles);
    }

    private static string Address(KubeObject o, string type) =>
        o.Status.Maps("addresses").FirstOrDefault(a => a.StringOrEmpty("type") == type)?.String("address") ?? "<none>";
}
