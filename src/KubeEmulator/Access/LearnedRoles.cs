using KubeEmulator.Values;

namespace KubeEmulator;

/// <summary>Roles that allow what a user did, and the bindings that give them to him.</summary>
public sealed class LearnedRoles
{
    private const string Group = "rbac.authorization.k8s.io";
    private const string ServiceAccountPrefix = "system:serviceaccount:";
    private static readonly string[] VerbOrder = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

    private LearnedRoles(IReadOnlyList<MapValue> roles, IReadOnlyList<MapValue> bindings) => (Roles, Bindings) = (roles, bindings);

    /// <summary>A ClusterRole for what is not in one namespace, a Role for each namespace; none where nothing was done.</summary>
    public IReadOnlyList<MapValue> Roles { get; }

    /// <summary>A binding for each of them.</summary>
    public IReadOnlyList<MapValue> Bindings { get; }

    /// <summary>All of it as a manifest.</summary>
    public string ToYaml() => string.Join("---\n", Roles.Concat(Bindings).Select(YamlText.Write));

    internal static LearnedRoles Of(string user, IReadOnlyList<UsedRight> used, bool byName)
    {
        var name = user.Replace(ServiceAccountPrefix, "", StringComparison.Ordinal).Replace(':', '-').ToLowerInvariant();
        var (roles, bindings) = (new List<MapValue>(), new List<MapValue>());
        foreach (var scope in used.GroupBy(right => right.Namespace).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var (kind, metadata) = scope.Key.Length == 0
                ? ("ClusterRole", MapValue.Of(("name", name)))
                : ("Role", MapValue.Of(("name", name), ("namespace", scope.Key)));
            roles.Add(MapValue.Of(("apiVersion", $"{Group}/v1"), ("kind", kind), ("metadata", metadata), ("rules", Rules([.. scope], byName))));
            bindings.Add(MapValue.Of(
                ("apiVersion", $"{Group}/v1"),
                ("kind", kind + "Binding"),
                ("metadata", metadata),
                ("roleRef", MapValue.Of(("apiGroup", Group), ("kind", kind), ("name", name))),
                ("subjects", ListValue.Of(Subject(user)))));
        }

        return new LearnedRoles(roles, bindings);
    }

    // Resources of one group with the same verbs and names share a rule.
    private static ListValue Rules(UsedRight[] used, bool byName)
    {
        var paths = used.Where(r => r.Path.Length > 0).GroupBy(r => r.Path).Select(g => (Resource: g.Key, Verbs: Verbs(g)))
            .GroupBy(p => p.Verbs).Select(g => MapValue.Of(("nonResourceURLs", Texts(g.Select(p => p.Resource))), ("verbs", Texts(g.Key.Split(',')))));
        var resources = used.Where(r => r.Path.Length == 0)
            .GroupBy(r => (r.Group, r.Resource, Name: byName && CanBeNamed(r) ? r.Name : ""))
            .Select(g => (g.Key.Group, g.Key.Resource, g.Key.Name, Verbs: Verbs(g)))
            .GroupBy(r => (r.Group, r.Resource, r.Verbs, IsNamed: r.Name.Length > 0))
            .Select(g => (g.Key.Group, g.Key.Resource, g.Key.Verbs, Names: string.Join(',', g.Select(r => r.Name).Order(StringComparer.Ordinal))))
            .GroupBy(r => (r.Group, r.Verbs, r.Names))
            .OrderBy(g => g.Key.Group, StringComparer.Ordinal).ThenBy(g => g.Min(r => r.Resource), StringComparer.Ordinal)
            .Select(g => Rule(g.Key.Group, g.Select(r => r.Resource), g.Key.Verbs, g.Key.Names));
        return ListValue.From(resources.Concat(paths));
    }

    private static MapValue Rule(string group, IEnumerable<string> resources, string verbs, string names)
    {
        var rule = MapValue.Of(("apiGroups", ListValue.Of(group)), ("resources", Texts(resources)), ("verbs", Texts(verbs.Split(','))));
        return names.Length == 0 ? rule : rule.With("resourceNames", Texts(names.Split(',')));
    }

    // A create is judged before its object has a name; a list has none.
    private static bool CanBeNamed(UsedRight right) => right.Name.Length > 0 && right.Verb is not ("create" or "deletecollection" or "list" or "watch");

    private static string Verbs(IEnumerable<UsedRight> rights) => string.Join(',', rights.Select(r => r.Verb).Distinct()
        .OrderBy(v => Array.IndexOf(VerbOrder, v) is var at and >= 0 ? at : VerbOrder.Length).ThenBy(v => v, StringComparer.Ordinal));

    private static ListValue Texts(IEnumerable<string> texts) => ListValue.From(texts.Distinct().Select(t => (Value)t));

    private static MapValue Subject(string user) => user.StartsWith(ServiceAccountPrefix, StringComparison.Ordinal) && user[ServiceAccountPrefix.Length..].Split(':') is [var space, var account]
        ? MapValue.Of(("kind", "ServiceAccount"), ("name", account), ("namespace", space))
        : MapValue.Of(("apiGroup", Group), ("kind", "User"), ("name", user));
}
