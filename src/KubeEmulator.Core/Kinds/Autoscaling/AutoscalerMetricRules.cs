using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>One metric of an autoscaler: one source, of the kind its type names (<c>validateMetricSpec</c>).</summary>
internal static class AutoscalerMetricRules
{
    private static readonly string[] Types = ["ContainerResource", "External", "Object", "Pods", "Resource"];
    private static readonly string[] Sources = ["object", "external", "pods", "resource", "containerResource"];

    public static void Check(FieldErrors errors, FieldPath path, MapValue metric, bool allowInvalidVersion)
    {
        var type = metric.StringOrEmpty("type");
        errors.Present(path.Child("type"), type, "must specify a metric source type");
        errors.OneOf(path.Child("type"), type, Types);
        var present = Sources.Where(s => metric.Map(s) is not null).ToArray();
        if (present.Length > 0)
        {
            Source(errors, path.Child(present[0]), present[0], metric.Map(present[0])!, allowInvalidVersion);
        }

        var expected = Types.Contains(type) ? char.ToLowerInvariant(type[0]) + type[1..] : null;
        if (expected is null)
        {
            errors.OneOf(path.Child("type"), type, Types);
        }
        else if (!present.Contains(expected))
        {
            errors.Required(path.Child(expected), "must populate information for the given metric source");
        }

        foreach (var source in present.Length == 1 ? [] : present.Where(s => s != expected))
        {
            errors.Forbidden(path.Child(source), "must populate the given metric source only");
        }
    }

    private static void Source(FieldErrors errors, FieldPath path, string member, MapValue source, bool allowInvalidVersion)
    {
        if (member == "object")
        {
            AutoscalerRules.Reference(errors, path.Child("describedObject"), source.Map("describedObject") ?? MapValue.Empty, allowCoreGroup: true, allowInvalidVersion);
        }

        if (member is "resource" or "containerResource")
        {
            ResourceName(errors, path, member, source);
        }
        else
        {
            Identifier(errors, path.Child("metric").Child("name"), source.Map("metric")?.StringOrEmpty("name") ?? "");
        }

        var target = source.Map("target") ?? MapValue.Empty;
        Target(errors, path.Child("target"), target);
        Amounts(errors, path.Child("target"), member, target);
    }

    private static void ResourceName(FieldErrors errors, FieldPath path, string member, MapValue source)
    {
        var name = source.StringOrEmpty("name");
        if (errors.Present(path.Child("name"), name, "must specify a resource name") && member == "containerResource")
        {
            ResourceRules.ContainerName(errors, path.Child("name"), name);
        }

        if (member == "containerResource" && errors.Present(path.Child("container"), source.StringOrEmpty("container"), "must specify a container"))
        {
            errors.Label(path.Child("container"), source.StringOrEmpty("container"));
        }
    }

    private static void Identifier(FieldErrors errors, FieldPath path, string name)
    {
        if (errors.Present(path, name, "must specify a metric name"))
        {
            errors.Faults(path, name, NameRules.CheckPathSegment(name));
        }
    }

    private static void Target(FieldErrors errors, FieldPath path, MapValue target)
    {
        var type = target.StringOrEmpty("type");
        errors.Present(path.Child("type"), type, "must specify a metric target type");
        if (type is not ("Utilization" or "Value" or "AverageValue"))
        {
            errors.Invalid(path.Child("type"), type, "must be either Utilization, Value, or AverageValue");
        }

        foreach (var member in (ReadOnlySpan<string>)["value", "averageValue"])
        {
            if (Quantity.From(target[member]) is { Sign: not 1 } amount)
            {
                errors.Invalid(path.Child(member), amount.ToString(), "must be positive");
            }
        }

        if (target.Integer("averageUtilization") is { } utilization and < 1)
        {
            errors.Invalid(path.Child("averageUtilization"), utilization, "must be greater than 0");
        }
    }

    private static void Amounts(FieldErrors errors, FieldPath path, string member, MapValue target)
    {
        var (value, average, utilization) = (!target["value"].IsNullOrAbsent(), !target["averageValue"].IsNullOrAbsent(), !target["averageUtilization"].IsNullOrAbsent());
        switch (member)
        {
            case "object" when !value && !average:
                errors.Required(path.Child("averageValue"), "must set either a target value or averageValue");
                break;
            case "external" when !value && !average:
                errors.Required(path.Child("averageValue"), "must set either a target value for metric or a per-pod target");
                break;
            case "external" when value && average:
                errors.Forbidden(path.Child("value"), "may not set both a target value for metric and a per-pod target");
                break;
            case "pods" when !average:
                errors.Required(path.Child("averageValue"), "must specify a positive target averageValue");
                break;
            case "resource" or "containerResource" when !utilization && !average:
                errors.Required(path.Child("averageUtilization"), "must set either a target raw value or a target utilization");
                break;
            case "resource" or "containerResource" when utilization && average:
                errors.Forbidden(path.Child("averageValue"), "may not set both a target raw value and a target utilization");
                break;
        }
    }
}
