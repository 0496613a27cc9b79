using KubeEmulator.Objects;

namespace KubeEmulator.Rules;

/// <summary>The evaluators by resource; what is not listed is counted. <c>pkg/quota/v1/evaluator/core/registry.go</c>.</summary>
internal static class QuotaEvaluators
{
    private static readonly QuotaEvaluator[] Special =
    [
        new PodQuotaEvaluator(),
        new ServiceQuotaEvaluator(),
        new ClaimQuotaEvaluator(),
        new(new GroupResource("", "configmaps"), "configmaps"),
        new(new GroupResource("", "resourcequotas"), "resourcequotas"),
        new(new GroupResource("", "replicationcontrollers"), "replicationcontrollers"),
        new(new GroupResource("", "secrets"), "secrets"),
    ];

    /// <summary>The evaluators that do more than count under <c>count/...</c>.</summary>
    public static IReadOnlyList<QuotaEvaluator> All => Special;

    /// <summary>The evaluator of a resource.</summary>
    public static QuotaEvaluator For(GroupResource resource) => Array.Find(Special, e => e.Resource == resource) ?? new QuotaEvaluator(resource);
}
