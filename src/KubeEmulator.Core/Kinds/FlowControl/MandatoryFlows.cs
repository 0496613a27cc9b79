using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// The flow schemas and priority levels that every server has and nobody changes: what is exempt, and what nothing else matched.
/// Upstream: <c>apiserver/pkg/apis/flowcontrol/bootstrap/default.go</c>.
/// </summary>
internal static class MandatoryFlows
{
    private const string Everything =
        """
        "resourceRules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"],"clusterScope":true,"namespaces":["*"]}],
        "nonResourceRules":[{"verbs":["*"],"nonResourceURLs":["*"]}]
        """;

    private static readonly MapValue ExemptSchema = Parse(
        "{\"priorityLevelConfiguration\":{\"name\":\"exempt\"},\"matchingPrecedence\":1,\"rules\":[{\"subjects\":"
        + "[{\"kind\":\"Group\",\"group\":{\"name\":\"system:masters\"}}]," + Everything + "}]}");

    private static readonly MapValue CatchAllSchema = Parse(
        "{\"priorityLevelConfiguration\":{\"name\":\"catch-all\"},\"matchingPrecedence\":10000,\"distinguisherMethod\":{\"type\":\"ByUser\"},\"rules\":[{\"subjects\":"
        + "[{\"kind\":\"Group\",\"group\":{\"name\":\"system:unauthenticated\"}},{\"kind\":\"Group\",\"group\":{\"name\":\"system:authenticated\"}}]," + Everything + "}]}");

    private static readonly MapValue ExemptLevel = Parse("{\"type\":\"Exempt\"}");

    private static readonly MapValue CatchAllLevel = Parse(
        "{\"type\":\"Limited\",\"limited\":{\"nominalConcurrencyShares\":5,\"limitResponse\":{\"type\":\"Reject\"},\"lendablePercent\":0}}");

    /// <summary>The fixed spec of a FlowSchema; null for those that are not fixed.</summary>
    public static MapValue? SchemaSpec(string name) => name switch
    {
        "exempt" => ExemptSchema,
        "catch-all" => CatchAllSchema,
        _ => null,
    };

    /// <summary>The fixed spec of a PriorityLevelConfiguration, <c>exempt</c> apart; null for those that are not fixed.</summary>
    public static MapValue? LevelSpec(string name) => name switch
    {
        "exempt" => ExemptLevel,
        "catch-all" => CatchAllLevel,
        _ => null,
    };

    private static MapValue Parse(string json) => (MapValue)Value.Parse(json);
}
