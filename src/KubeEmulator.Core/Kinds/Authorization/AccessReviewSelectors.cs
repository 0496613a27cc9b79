using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The selectors of a review's resource attributes: raw or parsed, not both. Upstream: <c>pkg/apis/authorization/validation</c>.</summary>
internal static class AccessReviewSelectors
{
    /// <summary>What is said of raw selectors that cannot be read and so do not count (<c>BuildEvaluationError</c>).</summary>
    public static IEnumerable<string> Ignored(MapValue? attributes, FieldPath path)
    {
        if (attributes?.StringAt("fieldSelector", "rawSelector") is { Length: > 0 } fields && !FieldSelector.TryParse(fields, out _, out _))
        {
            yield return $"{path.Child("fieldSelector")} ignored due to parse error";
        }

        if (attributes?.StringAt("labelSelector", "rawSelector") is { Length: > 0 } labels && !LabelSelector.TryParse(labels, out _, out _))
        {
            yield return $"{path.Child("labelSelector")} ignored due to parse error";
        }
    }

    public static void Check(MapValue? attributes, FieldPath path, FieldErrors errors)
    {
        foreach (var member in (ReadOnlySpan<string>)["fieldSelector", "labelSelector"])
        {
            if (attributes?.Map(member) is not { } selector)
            {
                continue;
            }

            var (raw, requirements) = (selector.StringOrEmpty("rawSelector"), selector.List("requirements") is { Count: > 0 });
            if (raw.Length > 0 && requirements)
            {
                errors.Invalid(path.Child(member).Child("rawSelector"), raw, "may not specified at the same time as requirements");
            }

            if (raw.Length == 0 && !requirements)
            {
                errors.Required(path.Child(member).Child("requirements"), $"when {path.Child(member)} is specified, requirements or rawSelector is required");
            }
        }
    }
}
