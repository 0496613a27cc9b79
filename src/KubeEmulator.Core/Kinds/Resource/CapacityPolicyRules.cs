using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>How much of a device's capacity may be asked for (<c>validateRequestPolicy</c>).</summary>
internal static class CapacityPolicyRules
{
    private const int MostOptions = 10;

    public static void Check(FieldErrors errors, FieldPath path, MapValue capacity, bool sharable)
    {
        if (capacity.Map("requestPolicy") is not { } policy)
        {
            return;
        }

        path = path.Child("requestPolicy");
        if (!sharable)
        {
            errors.Forbidden(path, "allowMultipleAllocations must be true");
            return;
        }

        var (most, values, range) = (Quantity.From(capacity["value"]) ?? default, policy.List("validValues"), policy.Map("validRange"));
        if (values?.Count > 0 && range is not null)
        {
            errors.Forbidden(path, "exactly one policy can be specified, cannot specify \"validValues\" and \"validRange\" at the same time");
            return;
        }

        if ((values is null || values.Count == 0) && range is null)
        {
            return;
        }

        if (Quantity.From(policy["default"]) is not { } standard)
        {
            errors.Required(path.Child("default"), $"required when {(range is null ? "validValues" : "validRange")} is defined");
        }
        else if (range is null)
        {
            Values(errors, path.Child("validValues"), values!, standard, most);
        }
        else
        {
            Range(errors, path.Child("validRange"), range, standard, most);
        }
    }

    private static void Values(FieldErrors errors, FieldPath path, ListValue values, Quantity standard, Quantity most)
    {
        Quantity[] options = [.. values.Select(v => Quantity.From(v) ?? default)];
        for (var i = 1; i < options.Length; i++)
        {
            if (options[i - 1] > options[i])
            {
                errors.Invalid(path.Index(i), options[i].ToString(), "values must be sorted in ascending order");
            }
        }

        ResourceChecks.Set(
            errors,
            path,
            values,
            MostOptions,
            (at, item) =>
            {
                var option = Quantity.From(item) ?? default;
                if (option > most)
                {
                    errors.Invalid(at, option.ToString(), $"option is larger than capacity value: {most}");
                }
            },
            item => (Quantity.From(item) ?? default).Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (options.Length > MostOptions || !options.Contains(standard))
        {
            errors.Invalid(path, standard.ToString(), "default value is not valid according to the requestPolicy");
        }
    }

    private static void Range(FieldErrors errors, FieldPath path, MapValue range, Quantity standard, Quantity most)
    {
        if (Quantity.From(range["min"]) is not { } min)
        {
            errors.Required(path.Child("min"), "required when validRange is defined");
            return;
        }

        Above(errors, path.Child("min"), min, most, min, $"min is larger than capacity value: {most}");
        Above(errors, path.Child("min"), min, standard, standard, $"default is less than min: {min}");
        var max = Quantity.From(range["max"]);
        if (max is { } bound)
        {
            Above(errors, path.Child("max"), min, bound, min, $"min is larger than max: {bound}");
            Above(errors, path.Child("max"), bound, most, bound, $"max is larger than capacity value: {most}");
            Above(errors, path.Child("max"), standard, bound, standard, $"default is more than max: {bound}");
        }

        if (Quantity.From(range["step"]) is { } step)
        {
            Above(errors, path.Child("step"), min + step, most, step, $"one step {min + step} is larger than capacity value: {most}");
            Step(errors, path.Child("step"), standard, min, step);
            if (max is { } last)
            {
                Step(errors, path.Child("step"), last, min, step);
            }
        }
    }

    // An Invalid where the first is above the second.
    private static void Above(FieldErrors errors, FieldPath path, Quantity first, Quantity second, Quantity shown, string detail)
    {
        if (first > second)
        {
            errors.Invalid(path, shown.ToString(), detail);
        }
    }

    private static void Step(FieldErrors errors, FieldPath path, Quantity value, Quantity min, Quantity step)
    {
        if (step.Value == 0 || (value.Value - min.Value) % step.Value != 0)
        {
            errors.Invalid(path, value.ToString(), $"value is not a multiple of a given step ({step}) from ({min})");
        }
    }
}
