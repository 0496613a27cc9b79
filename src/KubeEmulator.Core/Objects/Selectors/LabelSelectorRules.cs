using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>Validation of labels and of <c>LabelSelector</c> fields; apimachinery's <c>pkg/apis/meta/v1/validation</c>.</summary>
internal static class LabelSelectorRules
{
    /// <summary>A <c>LabelSelector</c>; an absent one has no faults.</summary>
    /// <param name="errors">Where faults go.</param>
    /// <param name="path">The selector's path.</param>
    /// <param name="selector">The selector.</param>
    /// <param name="allowInvalidValues">Lets malformed values through, because the stored object has some already.</param>
    /// <param name="allowUnknownOperator">Lets unknown operators through, as access reviews do.</param>
    public static void Check(FieldErrors errors, FieldPath path, MapValue? selector, bool allowInvalidValues = false, bool allowUnknownOperator = false)
    {
        if (selector is null)
        {
            return;
        }

        CheckLabels(errors, path.Child("matchLabels"), selector.Map("matchLabels"));
        var index = 0;
        foreach (var expression in selector.Maps("matchExpressions"))
        {
            CheckRequirement(errors, path.Child("matchExpressions").Index(index++), expression, allowInvalidValues, allowUnknownOperator);
        }
    }

    /// <summary>Keys and values of labels.</summary>
    public static void CheckLabels(FieldErrors errors, FieldPath path, MapValue? labels)
    {
        foreach (var (key, value) in labels ?? MapValue.Empty)
        {
            CheckLabelName(errors, path, key);
            foreach (var fault in NameRules.CheckLabelValue((value as StringValue)?.Text ?? ""))
            {
                errors.Invalid(path, value, fault);
            }
        }
    }

    /// <summary>A label's key.</summary>
    public static void CheckLabelName(FieldErrors errors, FieldPath path, string key)
    {
        foreach (var fault in NameRules.CheckQualifiedName(key))
        {
            errors.Invalid(path, key, fault);
        }
    }

    /// <summary>Whether any expression has a malformed value: then an update may keep malformed values.</summary>
    public static bool HasInvalidValue(MapValue? selector) =>
        selector?.Maps("matchExpressions").Any(e => e.Strings("values").Any(v => NameRules.CheckLabelValue(v).Count > 0)) ?? false;

    private static void CheckRequirement(FieldErrors errors, FieldPath path, MapValue expression, bool allowInvalidValues, bool allowUnknownOperator)
    {
        var values = expression.List("values") ?? ListValue.Empty;
        var name = expression.StringOrEmpty("operator");
        switch (LabelSelector.OperatorOf(name))
        {
            case SelectionOperator.In or SelectionOperator.NotIn when values.Count == 0:
                errors.Required(path.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case SelectionOperator.Exists or SelectionOperator.DoesNotExist when values.Count > 0:
                errors.Forbidden(path.Child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case null when !allowUnknownOperator:
                errors.Invalid(path.Child("operator"), name, "not a valid selector operator");
                break;
        }

        CheckLabelName(errors, path.Child("key"), expression.StringOrEmpty("key"));
        for (var i = 0; i < values.Count && !allowInvalidValues; i++)
        {
            foreach (var fault in NameRules.CheckLabelValue((values[i] as StringValue)?.Text ?? ""))
            {
                errors.Invalid(path.Child("values").Index(i), values[i], fault);
            }
        }
    }
}
