using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>Which requests a flow schema is for.</summary>
internal static class FlowRules
{
    public static MapValue Resources(string[] verbs, string group, string[] resources, bool clusterScope)
    {
        var rule = new MapBuilder(5) { { "verbs", List(verbs) }, { "apiGroups", List([group]) }, { "resources", List(resources) } };
        if (clusterScope)
        {
            rule["clusterScope"] = true;
        }

        rule["namespaces"] = List(["*"]);
        return rule.Build();
    }

    public static MapValue Paths(string[] verbs, string[] paths) => MapValue.Of(("verbs", List(verbs)), ("nonResourceURLs", List(paths)));

    private static ListValue List(string[] texts) => ListValue.From(texts.Select(t => (Value)t));
}
