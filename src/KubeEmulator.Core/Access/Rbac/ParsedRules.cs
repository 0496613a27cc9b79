using System.Runtime.CompilerServices;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Access;

/// <summary>The rules of a Role or ClusterRole, parsed once per version of the object.</summary>
internal static class ParsedRules
{
    private static readonly ConditionalWeakTable<KubeObject, PolicyRule[]> Cache = [];

    public static PolicyRule[] Of(KubeObject role) => Cache.GetValue(role, static r => [.. r.Root.Maps("rules").Select(rule => new PolicyRule(rule))]);
}
