using System.Diagnostics.CodeAnalysis;
using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>
/// Conditions on labels that must all hold; apimachinery's <c>pkg/labels</c>. Immutable. Made from the text of a request
/// (<c>app=web,tier in (a,b)</c>) or from the <c>LabelSelector</c> map of an object.
/// </summary>
public sealed class LabelSelector
{
    /// <summary>Selects every object.</summary>
    public static readonly LabelSelector Everything = new([]);

    /// <summary>Selects no object.</summary>
    public static readonly LabelSelector Nothing = new([]);

    private readonly LabelRequirement[] _requirements;

    private LabelSelector(LabelRequirement[] requirements) => _requirements = requirements;

    /// <summary>The conditions, sorted by key; none for <see cref="Everything"/> and <see cref="Nothing"/>.</summary>
    public IReadOnlyList<LabelRequirement> Requirements => _requirements;

    /// <summary>Whether every object is selected.</summary>
    public bool IsEmpty => _requirements.Length == 0 && !MatchesNothing;

    /// <summary>Whether this is <see cref="Nothing"/>.</summary>
    public bool MatchesNothing => ReferenceEquals(this, Nothing);

    /// <summary>Reads a selector's text.</summary>
    /// <exception cref="FormatException">Not a selector; the message is Kubernetes' own.</exception>
    public static LabelSelector Parse(string text) => TryParse(text, out var selector, out var error) ? selector : throw new FormatException(error);

    /// <summary>Reads a selector's text; <paramref name="error"/> says in Kubernetes' words why it is none, and is empty otherwise.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out LabelSelector? selector, out string error)
    {
        (selector, error) = (Everything, "");
        if (text.Length == 0)
        {
            return true;
        }

        var requirements = new LabelSelectorParser(text).Parse(out error);
        selector = requirements is null ? null : Of(requirements);
        return selector is not null;
    }

    /// <summary>The labels themselves as a selector, unchecked; no labels select everything.</summary>
    public static LabelSelector FromLabels(MapValue? labels)
    {
        if (labels is null || labels.Count == 0)
        {
            return Everything;
        }

        var requirements = new List<LabelRequirement>(labels.Count);
        foreach (var (key, value) in labels)
        {
            requirements.Add(new LabelRequirement(key, SelectionOperator.Equals, (value as StringValue)?.Text ?? ""));
        }

        return Of(requirements);
    }

    /// <summary>
    /// An object's <c>LabelSelector</c> (<c>matchLabels</c>, <c>matchExpressions</c>): an absent one selects nothing, an empty one
    /// everything, and a malformed one (which validation refuses) nothing.
    /// </summary>
    public static LabelSelector From(Value? labelSelector) => TryFrom(labelSelector, out var selector, out _) ? selector : Nothing;

    /// <summary>As <see cref="From"/>, but a malformed selector is told in Kubernetes' words.</summary>
    public static bool TryFrom(Value? labelSelector, [NotNullWhen(true)] out LabelSelector? selector, out string error)
    {
        (selector, error) = (null, "");
        if (labelSelector is not MapValue map)
        {
            selector = Nothing;
            return true;
        }

        var requirements = new List<LabelRequirement>();
        foreach (var (key, value) in map.Map("matchLabels") ?? MapValue.Empty)
        {
            if (!TryAdd(requirements, key, SelectionOperator.Equals, [(value as StringValue)?.Text ?? ""], out error))
            {
                return false;
            }
        }

        foreach (var expression in map.Maps("matchExpressions"))
        {
            var name = expression.StringOrEmpty("operator");
            if (OperatorOf(name) is not { } @operator)
            {
                error = $"{GoText.Quote(name)} is not a valid label selector operator";
                return false;
            }

            if (!TryAdd(requirements, expression.StringOrEmpty("key"), @operator, [.. expression.Strings("values")], out error))
            {
                return false;
            }
        }

        selector = Of(requirements);
        return true;
    }

    /// <summary>This selector and further conditions.</summary>
    public LabelSelector And(params IEnumerable<LabelRequirement> requirements) =>
        MatchesNothing ? this : Of([.. _requirements, .. requirements]);

    /// <summary>Whether labels meet all conditions; <c>null</c> stands for no labels.</summary>
    public bool Matches(MapValue? labels)
    {
        if (_requirements.Length == 0)
        {
            return !MatchesNothing;
        }

        labels ??= MapValue.Empty;
        foreach (var requirement in _requirements)
        {
            if (!requirement.Matches(labels))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The one value that the label must have; <c>null</c> where the selector asks for no or for several values. Indexes use it.</summary>
    public string? ExactMatch(string key)
    {
        var requirement = Array.Find(_requirements, r => r.Key == key);
        return requirement is { Operator: SelectionOperator.Equals or SelectionOperator.DoubleEquals or SelectionOperator.In, Values.Count: 1 }
            ? requirement.Values[0]
            : null;
    }

    /// <summary>The text that reads back as this selector; empty for <see cref="Everything"/> and <see cref="Nothing"/>.</summary>
    public override string ToString() => string.Join(',', (object[])_requirements);

    internal static SelectionOperator? OperatorOf(string name) => name switch
    {
        "In" => SelectionOperator.In,
        "NotIn" => SelectionOperator.NotIn,
        "Exists" => SelectionOperator.Exists,
        "DoesNotExist" => SelectionOperator.DoesNotExist,
        _ => null,
    };

    private static LabelSelector Of(IReadOnlyList<LabelRequirement> requirements) =>
        requirements.Count == 0 ? Everything : new LabelSelector([.. requirements.OrderBy(r => r.Key, StringComparer.Ordinal)]);

    private static bool TryAdd(List<LabelRequirement> requirements, string key, SelectionOperator @operator, string[] values, out string error)
    {
        if (!LabelRequirement.TryCreate(key, @operator, values, out var requirement, out error))
        {
            return false;
        }

        requirements.Add(requirement);
        return true;
    }
}
