using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a claim asks for (<c>validateResourceClaimSpec</c>).</summary>
internal static class DeviceClaimRules
{
    /// <summary>How many requests there may be.</summary>
    public const int MostRequests = 32;

    private const int MostConstraints = 32;
    private const int MostAlternatives = 8;
    private const string OneIsNeeded = "exactly one of `exactly` or `firstAvailable` is required";

    public static void Spec(FieldErrors errors, FieldPath path, MapValue spec)
    {
        var devices = spec.Map("devices") ?? MapValue.Empty;
        path = path.Child("devices");
        var names = new RequestNames(devices);
        ResourceChecks.Set(
            errors,
            path.Child("requests"),
            devices.List("requests"),
            MostRequests,
            (at, item) => Request(errors, at, ResourceChecks.MapOf(item)),
            item => ResourceChecks.MapOf(item).StringOrEmpty("name"));
        ResourceChecks.Items(
            errors, path.Child("constraints"), devices.List("constraints"), MostConstraints, (at, item) => Constraint(errors, at, ResourceChecks.MapOf(item), names));
        ResourceChecks.Items(errors, path.Child("config"), devices.List("config"), DeviceSelectorRules.MostConfigurations, (at, item) =>
        {
            names.CheckList(errors, at.Child("requests"), ResourceChecks.MapOf(item).List("requests"), MostRequests);
            DeviceSelectorRules.Configuration(errors, at, ResourceChecks.MapOf(item));
        });
    }

    private static void Request(FieldErrors errors, FieldPath path, MapValue request)
    {
        errors.Label(path.Child("name"), request.StringOrEmpty("name"));
        var (exactly, alternatives) = (request.Map("exactly"), request.List("firstAvailable"));
        var hasAlternatives = alternatives?.Count > 0;
        if (exactly is null && !hasAlternatives)
        {
            errors.Required(path, OneIsNeeded);
        }
        else if (exactly is not null && hasAlternatives)
        {
            errors.InvalidText(path, "null", OneIsNeeded + ", but multiple fields are set");
        }
        else if (exactly is not null)
        {
            Devices(errors, path.Child("exactly"), exactly);
        }
        else
        {
            ResourceChecks.Set(
                errors,
                path.Child("firstAvailable"),
                alternatives,
                MostAlternatives,
                (at, item) =>
                {
                    errors.Label(at.Child("name"), ResourceChecks.MapOf(item).StringOrEmpty("name"));
                    Devices(errors, at, ResourceChecks.MapOf(item));
                },
                item => ResourceChecks.MapOf(item).StringOrEmpty("name"));
        }
    }

    private static void Devices(FieldErrors errors, FieldPath path, MapValue request)
    {
        var name = request.StringOrEmpty("deviceClassName");
        if (errors.Present(path.Child("deviceClassName"), name))
        {
            errors.Subdomain(path.Child("deviceClassName"), name);
        }

        DeviceSelectorRules.Selectors(errors, path.Child("selectors"), request.List("selectors"));
        var (mode, count) = (request.StringOrEmpty("allocationMode"), request.Integer("count") ?? 0);
        switch (mode)
        {
            case "All" when count != 0:
                errors.Invalid(path.Child("count"), count, "must not be specified when allocationMode is 'All'");
                break;
            case "All":
                break;
            case "ExactCount":
                errors.Positive(path.Child("count"), count);
                break;
            default:
                errors.NotSupported(path.Child("allocationMode"), mode, "All", "ExactCount");
                break;
        }

        DeviceTaintRules.Tolerations(errors, path, request);
    }

    private static void Constraint(FieldErrors errors, FieldPath path, MapValue constraint, RequestNames names)
    {
        names.CheckList(errors, path.Child("requests"), constraint.List("requests"), MostRequests);
        if (constraint.String("matchAttribute") is { } match)
        {
            ResourceChecks.FullyQualifiedName(errors, path.Child("matchAttribute"), match);
        }
        else if (constraint.String("distinctAttribute") is { } distinct)
        {
            ResourceChecks.FullyQualifiedName(errors, path.Child("distinctAttribute"), distinct);
        }
        else
        {
            errors.Required(path, "exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple fields are set");
        }
    }
}
