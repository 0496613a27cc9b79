using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Finds the rules that hold for a user; used by escalation checks and rules reviews.</summary>
public interface IRuleResolver
{
    /// <summary>The PolicyRules (as documents) that hold for the user in a namespace, cluster-wide ones included, and what could not be resolved.</summary>
    (IReadOnlyList<MapValue> Rules, string Error) RulesFor(UserInfo user, string @namespace);
}
