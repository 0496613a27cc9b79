using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Which nodes: required and preferred terms, as pods and volumes have them (core <c>ValidateNodeSelector</c>).</summary>
internal static class NodeSelectorRules
{
    /// <summary>A NodeSelector: at least one term.</summary>
    public static void Check(FieldErrors errors, FieldPath path, MapValue selector, bool allowInvalidValues)
    {
        var terms = selector.List("nodeSelectorTerms") ?? ListValue.Empty;
        if (terms.Count == 0)
        {
            errors.Required(path.Child("nodeSelectorTerms"), "must have at least one node selector term");
        }

        for (var i = 0; i < terms.Count; i++)
        {
            Term(errors, path.Child("nodeSelectorTerms").Index(i), terms[i] as MapValue ?? MapValue.Empty, allowInvalidValues);
        }
    }

    /// <summary>One term.</summary>
    public static void Term(FieldErrors errors, FieldPath path, MapValue term, bool allowInvalidValues)
    {
        var index = 0;
        foreach (var requirement in term.Maps("matchExpressions"))
        {
            Expression(errors, path.Child("matchExpressions").Index(index++), requirement, allowInvalidValues);
        }

        index = 0;
        foreach (var requirement in term.Maps("matchFields"))
        {
            Field(errors, path.Child("matchFields").Index(index++), requirement);
        }
    }

    private static void Expression(FieldErrors errors, FieldPath path, MapValue requirement, bool allowInvalidValues)
    {
        var (@operator, values) = (requirement.StringOrEmpty("operator"), requirement.Strings("values").ToArray());
        switch (@operator)
        {
            case "In" or "NotIn" when values.Length == 0:
                errors.Required(path.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when values.Length > 0:
                errors.Forbidden(path.Child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "Gt" or "Lt" when values.Length != 1:
                errors.Required(path.Child("values"), "must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist" or "Gt" or "Lt":
                break;
            default:
                errors.Invalid(path.Child("operator"), @operator, "not a valid selector operator");
                break;
        }

        LabelSelectorRules.CheckLabelName(errors, path.Child("key"), requirement.StringOrEmpty("key"));
        for (var i = 0; i < values.Length && !allowInvalidValues; i++)
        {
            errors.Faults(path.Child("values").Index(i), values[i], NameRules.CheckLabelValue(values[i]));
        }
    }

    private static void Field(FieldErrors errors, FieldPath path, MapValue requirement)
    {
        var (@operator, key) = (requirement.StringOrEmpty("operator"), requirement.StringOrEmpty("key"));
        var values = requirement.Strings("values").ToArray();
        if (@operator is not ("In" or "NotIn"))
        {
            errors.Invalid(path.Child("operator"), @operator, "not a valid selector operator");
        }
        else if (values.Length != 1)
        {
            errors.Required(path.Child("values"), "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }

        if (key != "metadata.name")
        {
            errors.Invalid(path.Child("key"), key, "not a valid field selector key");
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            errors.Subdomain(path.Child("values").Index(i), values[i]);
        }
    }
}
