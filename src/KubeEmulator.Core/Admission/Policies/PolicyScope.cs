using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>The <c>matchConstraints</c> of a policy or the <c>matchResources</c> of a binding. Upstream: apiserver <c>plugin/policy/matching</c>.</summary>
internal sealed class PolicyScope
{
    private readonly HookSelectors _selectors;
    private readonly IReadOnlyList<MapValue> _rules;
    private readonly IReadOnlyList<MapValue> _excluded;
    private readonly bool _matchesEquivalent;

    public PolicyScope(MapValue match)
    {
        _selectors = new HookSelectors(match);
        _rules = [.. match.Maps("resourceRules")];
        _excluded = [.. match.Maps("excludeResourceRules")];
        _matchesEquivalent = match.String("matchPolicy") is not (null or "Exact");
    }

    /// <summary>What the request is seen as; null where it is out of scope. Without rules, everything is in it.</summary>
    /// <exception cref="Objects.ApiException">It cannot be told.</exception>
    public HookTarget? Match(AdmissionAttributes attributes)
    {
        if (!_selectors.Matches(attributes, out var error) || RuleMatch.Find(_excluded, _matchesEquivalent, attributes) is not null)
        {
            return null;
        }

        var target = _rules.Count == 0 ? HookTarget.Of(attributes) : RuleMatch.Find(_rules, _matchesEquivalent, attributes);
        return target is null || error is null ? target : throw error;
    }
}
