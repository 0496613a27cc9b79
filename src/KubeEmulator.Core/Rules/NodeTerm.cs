using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>One term of a node selector read once, to be asked about many nodes; an empty or malformed one selects nothing. Immutable.</summary>
internal sealed class NodeTerm
{
    private readonly LabelRequirement[]? _labels;
    private readonly MapValue[] _fields;

    private NodeTerm(LabelRequirement[]? labels, MapValue[] fields) => (_labels, _fields) = (labels, fields);

    /// <summary>Reads a term.</summary>
    public static NodeTerm From(MapValue term)
    {
        var expressions = term.List("matchExpressions") ?? ListValue.Empty;
        var fields = term.List("matchFields") ?? ListValue.Empty;
        var labels = new List<LabelRequirement>(expressions.Count);
        var broken = expressions.Count + fields.Count == 0;
        foreach (var expression in expressions.OfType<MapValue>())
        {
            if (Requirement(expression) is { } requirement)
            {
                labels.Add(requirement);
            }
            else
            {
                broken = true;
            }
        }

        return new NodeTerm(broken ? null : [.. labels], [.. fields.OfType<MapValue>()]);
    }

    /// <summary>Whether a node fits.</summary>
    public bool Matches(NodeView node)
    {
        if (_labels is null)
        {
            return false;
        }

        foreach (var label in _labels)
        {
            if (!label.Matches(node.Labels))
            {
                return false;
            }
        }

        foreach (var field in _fields)
        {
            if (!MatchesField(field, node.Name))
            {
                return false;
            }
        }

        return true;
    }

    private static LabelRequirement? Requirement(MapValue expression)
    {
        SelectionOperator? @operator = expression.StringOrEmpty("operator") switch
        {
            "Gt" => SelectionOperator.GreaterThan,
            "Lt" => SelectionOperator.LessThan,
            var name => LabelSelector.OperatorOf(name),
        };
        return @operator is { } known
            && LabelRequirement.TryCreate(expression.StringOrEmpty("key"), known, [.. expression.Strings("values")], out var requirement, out _)
            ? requirement
            : null;
    }

    private static bool MatchesField(MapValue field, string nodeName)
    {
        var value = field.StringOrEmpty("key") == "metadata.name" ? nodeName : "";
        return field.Strings("values").ToArray() is [var only] && field.StringOrEmpty("operator") switch
        {
            "In" => value == only,
            "NotIn" => value != only,
            _ => false,
        };
    }
}
