using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>SelfSubjectRulesReview: what the asker may do in a namespace. Upstream: <c>pkg/registry/authorization/selfsubjectrulesreview</c>.</summary>
internal sealed class RulesReviewBehavior : KindBehavior
{
    public override bool IsStored => false;

    public override ValueTask<MapValue> CreateVirtualAsync(WriteContext context, MapValue document)
    {
        var space = document.StringAt("spec", "namespace") ?? "";
        if (space.Length == 0)
        {
            throw StatusDocument.BadRequest("no namespace on request").ToException();
        }

        var (rules, error) = context.Services.Rules?.RulesFor(context.Request.User, space) ?? ([], "");
        if (context.Request.User.Groups.Contains("system:masters"))
        {
            rules = [.. Everything, .. rules];
        }

        var status = new MapBuilder
        {
            { "resourceRules", Pick(rules, "resources", ["verbs", "apiGroups", "resources", "resourceNames"]) },
            { "nonResourceRules", Pick(rules, "nonResourceURLs", ["verbs", "nonResourceURLs"]) },
            { "incomplete", false },
        };
        if (error.Length > 0)
        {
            status["evaluationError"] = error;
        }

        return ValueTask.FromResult(MapValue.Of(
            ("kind", document["kind"]!),
            ("apiVersion", document["apiVersion"]!),
            ("metadata", MapValue.Empty),
            ("spec", MapValue.Empty),
            ("status", status.Build())));
    }

    // What the privileged group may do is no rule of RBAC; it is listed all the same.
    private static MapValue[] Everything { get; } =
    [
        MapValue.Of(("verbs", ListValue.Of("*")), ("apiGroups", ListValue.Of("*")), ("resources", ListValue.Of("*"))),
        MapValue.Of(("verbs", ListValue.Of("*")), ("nonResourceURLs", ListValue.Of("*"))),
    ];

    private static ListValue Pick(IReadOnlyList<MapValue> rules, string needed, string[] members) => ListValue.From(rules
        .Where(rule => rule.List(needed) is { Count: > 0 })
        .Select(rule => (Value)MapValue.Of([.. members.Where(m => rule[m] is not null).Select(m => (m, rule[m]!))]))
        .Distinct());
}
