using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Tolerations and the effects of taints (core <c>ValidateTolerations</c>).</summary>
internal static class TolerationRules
{
    public static void Check(FieldErrors errors, FieldPath path, ListValue? tolerations)
    {
        for (var i = 0; i < (tolerations?.Count ?? 0); i++)
        {
            Toleration(errors, path.Index(i), tolerations![i] as MapValue ?? MapValue.Empty);
        }
    }

    /// <summary>The effect of a taint, which must be there.</summary>
    public static void TaintEffect(FieldErrors errors, FieldPath path, string effect)
    {
        if (errors.Present(path, effect))
        {
            errors.OneOf(path, effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
        }
    }

    private static void Toleration(FieldErrors errors, FieldPath path, MapValue toleration)
    {
        var (key, effect) = (toleration.StringOrEmpty("key"), toleration.StringOrEmpty("effect"));
        var @operator = toleration.StringOrEmpty("operator");
        if (key.Length > 0)
        {
            LabelSelectorRules.CheckLabelName(errors, path.Child("key"), key);
        }
        else if (@operator != "Exists")
        {
            errors.Invalid(path.Child("operator"), @operator, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        if (toleration.ContainsKey("tolerationSeconds") && effect != "NoExecute")
        {
            errors.Invalid(path.Child("effect"), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }

        Operator(errors, path.Child("operator"), @operator, toleration.StringOrEmpty("value"));
        if (effect.Length > 0)
        {
            TaintEffect(errors, path.Child("effect"), effect);
        }
    }

    // Lt and Gt belong to a gate that is off (TaintTolerationComparisonOperators).
    private static void Operator(FieldErrors errors, FieldPath path, string @operator, string value)
    {
        switch (@operator)
        {
            case "" or "Equal":
                if (NameRules.CheckLabelValue(value) is { Count: > 0 } faults)
                {
                    errors.Invalid(path, value, string.Join(";", faults));
                }

                break;
            case "Exists":
                if (value.Length > 0)
                {
                    errors.Invalid(path, value, "value must be empty when `operator` is 'Exists'");
                }

                break;
            case "Lt" or "Gt":
                errors.NotSupported(path, @operator, "Equal", "Exists", "Lt", "Gt");
                break;
            default:
                errors.NotSupported(path, @operator, "Equal", "Exists");
                break;
        }
    }
}
