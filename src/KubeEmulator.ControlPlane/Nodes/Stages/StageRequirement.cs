using KubeEmulator.Nodes.Stages.Queries;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>
/// A condition on what a query finds; kwok's <c>expression/selector.go</c>. A query that fails finds nothing: then <c>NotIn</c> and
/// <c>DoesNotExist</c> hold. Numbers are compared by their digits.
/// </summary>
/// <param name="Query">What to look for.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
/// <param name="Values">The values to compare with.</param>
internal sealed record StageRequirement(JqQuery Query, string Operator, IReadOnlyList<string> Values)
{
    public bool Matches(MapValue document)
    {
        var found = Query.Execute(document) ?? [];
        return Operator switch
        {
            "In" => found.Any(IsListed),
            "NotIn" => !found.Any(IsListed),
            "Exists" => found.Count > 0,
            _ => found.Count == 0,
        };
    }

    private bool IsListed(Value value) => value is StringValue or BoolValue or NumberValue && Values.Contains(value is StringValue text ? text.Text : value.ToString());
}
