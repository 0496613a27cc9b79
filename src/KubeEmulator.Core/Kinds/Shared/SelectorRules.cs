using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The selectors of workloads.</summary>
internal static class SelectorRules
{
    /// <summary>A selector that must be there, be sound and not be empty.</summary>
    public static void Required(FieldErrors errors, FieldPath path, MapValue spec, string emptyText)
    {
        if (spec.Map("selector") is { } selector)
        {
            LabelSelectorRules.Check(errors, path, selector);
            NotEmpty(errors, path, selector, emptyText);
        }
        else
        {
            errors.Required(path);
        }
    }

    /// <summary>A selector of everything is a mistake.</summary>
    public static void NotEmpty(FieldErrors errors, FieldPath path, MapValue selector, string text)
    {
        if ((selector.Map("matchLabels")?.Count ?? 0) + (selector.List("matchExpressions")?.Count ?? 0) == 0)
        {
            errors.Invalid(path, selector, text);
        }
    }
}
