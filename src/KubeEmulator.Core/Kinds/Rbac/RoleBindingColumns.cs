using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of RoleBindings and ClusterRoleBindings. Upstream: <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class RoleBindingColumns
{
    public static readonly TableColumns Instance = new Rows((o, now) =>
    [
        o.Name,
        $"{o.Root.StringAt("roleRef", "kind")}/{o.Root.StringAt("roleRef", "name")}",
        Cells.Age(o, now),
        Subjects(o, "User", s => s.StringOrEmpty("name")),
        Subjects(o, "Group", s => s.StringOrEmpty("name")),
        Subjects(o, "ServiceAccount", s => $"{s.StringOrEmpty("namespace")}/{s.StringOrEmpty("name")}"),
    ]);

    private static string Subjects(KubeObject o, string kind, Func<MapValue, string> name) =>
        string.Join(", ", o.Root.Maps("subjects").Where(s => s.StringOrEmpty("kind") == kind).Select(name));
}
