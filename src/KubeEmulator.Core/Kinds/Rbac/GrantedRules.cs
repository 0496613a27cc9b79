using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What somebody may grant: what holds for him in the namespace. Upstream: <c>pkg/registry/rbac/validation/rule.go</c>.</summary>
internal static class GrantedRules
{
    /// <summary>Members of <c>system:masters</c> grant what they like.</summary>
    public static bool IsSuperUser(WriteContext context) => context.Request.User.Groups.Contains("system:masters");

    /// <summary>What the writer lacks of the rules, as a 403 tells it; null where he lacks nothing.</summary>
    public static string? Missing(WriteContext context, IEnumerable<MapValue> wanted)
    {
        var user = context.Request.User;
        var (held, error) = context.Services.Rules!.RulesFor(user, context.Namespace);
        var owned = held.Select(AtomicRule.Sets).ToArray();
        var missing = wanted.SelectMany(AtomicRule.Of).Where(atom => !Array.Exists(owned, atom.IsCoveredBy)).ToArray();
        if (missing.Length == 0)
        {
            return null;
        }

        var text = $"user {GoText.Quote(user.Name)} (groups=[{string.Join(' ', user.Groups.Select(GoText.Quote))}]) is attempting to grant RBAC permissions not currently held:\n{string.Join('\n', Described(missing))}";
        return error.Length > 0 ? $"{text}; resolution errors: [{error}]" : text;
    }

    // What differs in nothing but verbs is told as one rule (policy_compact.go); the order is that of the texts.
    private static IEnumerable<string> Described(AtomicRule[] missing) => missing
        .GroupBy(atom => atom.IsResource ? atom with { Verb = "" } : atom)
        .Select(same => same.Key.Describe([.. same.Select(atom => atom.Verb)]))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);
}
