using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The amounts of one resource in one limit, which must agree with one another.</summary>
internal readonly struct LimitRangeAmounts(FieldErrors errors, FieldPath path, MapValue limit, string resource, bool isPod)
{
    private readonly Quantity? _min = Quantity.From(limit.Map("min")?[resource]);
    private readonly Quantity? _max = Quantity.From(limit.Map("max")?[resource]);
    private readonly Quantity? _default = isPod ? null : Quantity.From(limit.Map("default")?[resource]);
    private readonly Quantity? _request = isPod ? null : Quantity.From(limit.Map("defaultRequest")?[resource]);
    private readonly Quantity? _ratio = Quantity.From(limit.Map("maxLimitRequestRatio")?[resource]);

    public void Check()
    {
        if (_min > _max)
        {
            Invalid("min", _min.Value, $"min value {_min} is greater than max value {_max}");
        }

        Request();
        if (_min > _default)
        {
            Invalid("default", _min.Value, $"min value {_min} is greater than default value {_default}");
        }

        if (_default > _max)
        {
            Invalid("default", _max.Value, $"default value {_default} is greater than max value {_max}");
        }

        Ratio();
        if (!ResourceNames.IsOvercommitAllowed(resource) && _default is { } amount && _request is { } request && amount != request)
        {
            Invalid("defaultRequest", request, $"default value {amount} must equal to defaultRequest value {request} in {resource}");
        }
    }

    private void Request()
    {
        if (_min > _request)
        {
            Invalid("defaultRequest", _request.Value, $"min value {_min} is greater than default request value {_request}");
        }

        if (_request > _max)
        {
            Invalid("defaultRequest", _request.Value, $"default request value {_request} is greater than max value {_max}");
        }

        if (_request > _default)
        {
            Invalid("defaultRequest", _request.Value, $"default request value {_request} is greater than default limit value {_default}");
        }
    }

    private void Ratio()
    {
        if (_ratio is not { } ratio)
        {
            return;
        }

        if (ratio < Quantity.Of(1))
        {
            Invalid("maxLimitRequestRatio", ratio, $"ratio {ratio} is less than 1");
        }

        if (_min is { } min && _max is { } max)
        {
            // Thousandths as long as they fit into 64 bits.
            const long mostWithMilli = long.MaxValue / 1000;
            var fits = ratio.Value < mostWithMilli && min.Value < mostWithMilli && max.Value < mostWithMilli;
            var most = fits ? (double)max.MilliValue / min.MilliValue : (double)max.Value / min.Value;
            if ((fits ? ratio.MilliValue / 1000.0 : ratio.Value) > most)
            {
                Invalid("maxLimitRequestRatio", ratio, string.Create(CultureInfo.InvariantCulture, $"ratio {ratio} is greater than max/min = {most:F6}"));
            }
        }
    }

    private void Invalid(string member, Quantity value, string text) => errors.Invalid(path.Child(member).Key(resource), value.ToString(), text);
}
