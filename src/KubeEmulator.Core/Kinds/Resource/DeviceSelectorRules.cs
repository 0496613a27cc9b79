using System.Text;
using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What selects and configures devices, in classes and claims (<c>validateSelector</c>, <c>validateDeviceConfiguration</c>).</summary>
internal static class DeviceSelectorRules
{
    /// <summary>How many configurations there may be.</summary>
    public const int MostConfigurations = 32;

    private const int MostSelectors = 32;
    private const int LongestExpression = 10 * 1024;
    private const int MostParameterBytes = 10 * 1024;

    public static void Selectors(FieldErrors errors, FieldPath path, ListValue? selectors) =>
        ResourceChecks.Items(errors, path, selectors, MostSelectors, (at, item) =>
        {
            if (ResourceChecks.MapOf(item).Map("cel") is { } cel)
            {
                Expression(errors, at.Child("cel").Child("expression"), cel.StringOrEmpty("expression"));
            }
            else
            {
                errors.Required(at.Child("cel"));
            }
        });

    /// <summary>Parameters that only the driver understands.</summary>
    public static void Configuration(FieldErrors errors, FieldPath path, MapValue configuration)
    {
        if (configuration.Map("opaque") is { } opaque)
        {
            ResourceChecks.Driver(errors, path.Child("opaque").Child("driver"), opaque.StringOrEmpty("driver"));
            ResourceChecks.RawObject(errors, path.Child("opaque").Child("parameters"), opaque["parameters"], MostParameterBytes);
        }
        else
        {
            errors.Required(path.Child("opaque"));
        }
    }

    private static void Expression(FieldErrors errors, FieldPath path, string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > LongestExpression)
        {
            errors.TooLong(path, LongestExpression);
            return;
        }

        var (compiled, cost) = DeviceExpressions.Compile(text);
        ExpressionRules.Report(errors, path, text, compiled);
        if (cost > DeviceExpressions.MostCost)
        {
            errors.Forbidden(path, "too complex, exceeds cost limit");
        }
    }
}
