using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Taints of devices, and what claims tolerate (<c>validateDeviceTaint</c>, <c>validateDeviceToleration</c>).</summary>
internal static class DeviceTaintRules
{
    private static readonly string[] Effects = ["NoExecute", "NoSchedule", "None"];

    public static void Taint(FieldErrors errors, FieldPath path, MapValue taint)
    {
        LabelSelectorRules.CheckLabelName(errors, path.Child("key"), taint.StringOrEmpty("key"));
        Value(errors, path, taint.StringOrEmpty("value"));
        var effect = taint.StringOrEmpty("effect");
        if (errors.Present(path.Child("effect"), effect))
        {
            errors.OneOf(path.Child("effect"), effect, Effects);
        }
    }

    public static void Tolerations(FieldErrors errors, FieldPath path, MapValue request)
    {
        var index = 0;
        foreach (var toleration in request.Maps("tolerations"))
        {
            Toleration(errors, path.Child("tolerations").Index(index++), toleration);
        }
    }

    private static void Toleration(FieldErrors errors, FieldPath path, MapValue toleration)
    {
        if (toleration.StringOrEmpty("key") is { Length: > 0 } key)
        {
            LabelSelectorRules.CheckLabelName(errors, path.Child("key"), key);
        }

        var (@operator, value) = (toleration.StringOrEmpty("operator"), toleration.StringOrEmpty("value"));
        switch (@operator)
        {
            case "Exists":
                if (value.Length > 0)
                {
                    errors.Invalid(path.Child("value"), value, "must be empty for operator `Exists`");
                }

                break;
            case "Equal":
                Value(errors, path, value);
                break;
            case "":
                errors.Required(path.Child("operator"));
                break;
            default:
                errors.NotSupported(path.Child("operator"), @operator, "Equal", "Exists");
                break;
        }

        if (toleration.StringOrEmpty("effect") is { Length: > 0 } effect)
        {
            errors.OneOf(path.Child("effect"), effect, Effects);
        }
    }

    private static void Value(FieldErrors errors, FieldPath path, string value) => errors.Faults(path.Child("value"), value, NameRules.CheckLabelValue(value));
}
