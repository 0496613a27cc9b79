using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a DeviceClass must be. Upstream: <c>pkg/apis/resource/validation/validation.go</c>.</summary>
internal static class DeviceClassRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue document)
    {
        FinalizerRules.Check(errors, document);
        var spec = document.Map("spec") ?? MapValue.Empty;
        DeviceSelectorRules.Selectors(errors, Spec.Child("selectors"), spec.List("selectors"));
        ResourceChecks.Items(
            errors,
            Spec.Child("config"),
            spec.List("config"),
            DeviceSelectorRules.MostConfigurations,
            (at, item) => DeviceSelectorRules.Configuration(errors, at, ResourceChecks.MapOf(item)));
        if (spec.String("extendedResourceName") is { } name && !ResourceNames.IsExtended(name))
        {
            errors.Invalid(Spec.Child("extendedResourceName"), name, "must be a valid extended resource name");
        }
    }
}
