using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Access;

/// <summary>
/// The roles and bindings that every cluster starts with, as the documents that kube-apiserver writes. Upstream:
/// <c>plugin/pkg/auth/authorizer/rbac/bootstrappolicy</c>; the facts are in <c>schemas/v1.36/rbac.json</c>.
/// </summary>
internal static class BootstrapRoles
{
    private const string ApiVersion = "rbac.authorization.k8s.io/v1";

    /// <summary>All of them: cluster roles and bindings, those of the controllers, and those of kube-system and kube-public.</summary>
    public static IEnumerable<MapValue> Documents()
    {
        var facts = FactFiles.AccessRules;
        return
        [
            .. facts.Maps("clusterRoles").Concat(facts.Maps("controllerRoles")).Select(role => Role("ClusterRole", role)),
            .. facts.Maps("clusterRoleBindings").Concat(facts.Maps("controllerRoleBindings")).Select(binding => Binding("ClusterRoleBinding", binding)),
            .. facts.Maps("roles").Select(role => Role("Role", role)),
            .. facts.Maps("roleBindings").Select(binding => Binding("RoleBinding", binding)),
        ];
    }

    /// <summary>The rules of one of the cluster roles.</summary>
    public static IEnumerable<MapValue> RulesOf(string name) =>
        FactFiles.AccessRules.Maps("clusterRoles").First(role => role.StringOrEmpty("name") == name).Maps("rules").Select(Rule);

    private static MapValue Role(string kind, MapValue facts)
    {
        var document = new MapBuilder { { "kind", kind }, { "apiVersion", ApiVersion }, { "metadata", Metadata(facts) } };
        document["rules"] = facts.List("rules") is { } rules ? ListValue.From(rules.OfType<MapValue>().Select(Rule)) : Value.Null;
        if (facts.List("aggregate") is { } labels)
        {
            document["aggregationRule"] = MapValue.Of(("clusterRoleSelectors", ListValue.From(labels.OfType<StringValue>().Select(label =>
                (Value)MapValue.Of(("matchLabels", MapValue.Of((label.Text, "true"))))))));
        }

        return document.Build();
    }

    private static MapValue Binding(string kind, MapValue facts)
    {
        var role = facts.StringOrEmpty("role").Split('/', 2);
        var document = new MapBuilder { { "kind", kind }, { "apiVersion", ApiVersion }, { "metadata", Metadata(facts) } };
        if (facts.List("subjects") is { Count: > 0 } subjects)
        {
            document["subjects"] = ListValue.From(subjects.OfType<StringValue>().Select(subject => (Value)Subject(subject.Text)));
        }

        document["roleRef"] = MapValue.Of(("apiGroup", "rbac.authorization.k8s.io"), ("kind", role[0]), ("name", role[1]));
        return document.Build();
    }

    // ServiceAccount/namespace/name, or User/name and Group/name.
    private static MapValue Subject(string text)
    {
        var parts = text.Split('/', text.StartsWith("ServiceAccount/", StringComparison.Ordinal) ? 3 : 2);
        return parts.Length == 3
            ? MapValue.Of(("kind", parts[0]), ("name", parts[2]), ("namespace", parts[1]))
            : MapValue.Of(("kind", parts[0]), ("apiGroup", "rbac.authorization.k8s.io"), ("name", parts[1]));
    }

    private static MapValue Metadata(MapValue facts)
    {
        var labels = MapValue.Of(("kubernetes.io/bootstrapping", "rbac-defaults"));
        foreach (var (key, value) in facts.Map("labels") ?? MapValue.Empty)
        {
            labels = labels.With(key, value);
        }

        var metadata = new MapBuilder { { "name", facts.StringOrEmpty("name") } };
        if (facts.String("namespace") is { } space)
        {
            metadata["namespace"] = space;
        }

        metadata["labels"] = labels;
        metadata["annotations"] = MapValue.Of(("rbac.authorization.kubernetes.io/autoupdate", "true"));
        return metadata.Build();
    }

    private static MapValue Rule(MapValue map)
    {
        var rule = new MapBuilder();
        foreach (var (member, name) in (ReadOnlySpan<(string, string)>)[("v", "verbs"), ("g", "apiGroups"), ("r", "resources"), ("n", "resourceNames"), ("u", "nonResourceURLs")])
        {
            if (map.String(member) is { } list)
            {
                rule[name] = ListValue.From(list.Split(',').Select(text => (Value)(text == "\"\"" ? "" : text)));
            }
        }

        return rule.Build();
    }
}
