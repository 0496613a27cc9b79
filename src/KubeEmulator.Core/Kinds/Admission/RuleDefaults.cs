using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Defaults that webhooks and policies share. Upstream: <c>pkg/apis/admissionregistration/v1/defaults.go</c>.</summary>
internal static class RuleDefaults
{
    private static readonly string[] Members = ["namespaceSelector", "objectSelector", "resourceRules", "excludeResourceRules", "matchPolicy"];

    /// <summary>Scopes of rules, selectors and the match policy of a policy's constraints, in the order of upstream's struct.</summary>
    public static MapValue Match(MapValue match)
    {
        match = Selectors(match).EditMaps("resourceRules", Scope).EditMaps("excludeResourceRules", Scope);
        var ordered = new MapBuilder(match.Count);
        foreach (var member in Members)
        {
            if (match[member] is { } value)
            {
                ordered[member] = value;
            }
        }

        return ordered.Build();
    }

    /// <summary>Selectors that select everything, and the match policy.</summary>
    public static MapValue Selectors(MapValue map) => map
        .WithDefault("matchPolicy", "Equivalent")
        .WithDefault("namespaceSelector", MapValue.Empty)
        .WithDefault("objectSelector", MapValue.Empty);

    /// <summary>The scope of one rule.</summary>
    public static MapValue Scope(MapValue rule) => rule.WithDefault("scope", "*");
}
