using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What may be said of a claim: its allocation, who uses it, its devices (<c>validateResourceClaimStatusUpdate</c>).</summary>
internal static class ResourceClaimStatusRules
{
    private const int MostConsumers = 256;
    private const int MostResults = 32;
    private static readonly FieldPath Path = FieldPath.Of("status");

    public static void Check(FieldErrors errors, MapValue document, KubeObject old)
    {
        var (status, before) = (document.Map("status") ?? MapValue.Empty, old.Status);
        ResourceChecks.Set(
            errors,
            Path.Child("reservedFor"),
            status.List("reservedFor"),
            MostConsumers,
            (at, item) => Consumer(errors, at, ResourceChecks.MapOf(item)),
            item => ResourceChecks.MapOf(item).StringOrEmpty("uid"));
        var allocation = status.Map("allocation");
        AllocatedDeviceRules.Check(errors, Path.Child("devices"), status.List("devices"), allocation);
        Reservations(errors, status, before, old.Metadata.IsDeleting);
        if (before.Map("allocation") is { } allocated && allocation is not null)
        {
            errors.Immutable(Path.Child("allocation"), allocation, allocated);
        }
        else if (allocation is not null)
        {
            Allocation(errors, Path.Child("allocation"), allocation, new RequestNames(document.Map("spec")?.Map("devices") ?? MapValue.Empty));
        }
    }

    private static void Consumer(FieldErrors errors, FieldPath path, MapValue consumer)
    {
        foreach (var member in (ReadOnlySpan<string>)["resource", "name", "uid"])
        {
            errors.Present(path.Child(member), consumer.StringOrEmpty(member));
        }
    }

    private static void Reservations(FieldErrors errors, MapValue status, MapValue before, bool isDeleting)
    {
        var reserved = status.List("reservedFor");
        if ((reserved?.Count ?? 0) == 0)
        {
            return;
        }

        if (status.Map("allocation") is null)
        {
            errors.Forbidden(Path.Child("reservedFor"), "may not be specified when `allocated` is not set");
        }
        else if (isDeleting && reserved!.Except(before.List("reservedFor") ?? ListValue.Empty).Any())
        {
            errors.Forbidden(Path.Child("reservedFor"), "new entries may not be added while `deallocationRequested` or `deletionTimestamp` are set");
        }
    }

    private static void Allocation(FieldErrors errors, FieldPath path, MapValue allocation, RequestNames names)
    {
        var devices = allocation.Map("devices") ?? MapValue.Empty;
        ResourceChecks.Items(
            errors, path.Child("devices").Child("results"), devices.List("results"), MostResults, (at, item) => Result(errors, at, ResourceChecks.MapOf(item), names));
        ResourceChecks.Items(errors, path.Child("devices").Child("config"), devices.List("config"), 2 * DeviceSelectorRules.MostConfigurations, (at, item) =>
        {
            var config = ResourceChecks.MapOf(item);
            var source = config.StringOrEmpty("source");
            if (errors.Present(at.Child("source"), source))
            {
                errors.OneOf(at.Child("source"), source, "FromClaim", "FromClass");
            }

            names.CheckList(errors, at.Child("requests"), config.List("requests"), DeviceClaimRules.MostRequests);
            DeviceSelectorRules.Configuration(errors, at, config);
        });
        if (allocation.Map("nodeSelector") is { } selector)
        {
            NodeSelectorRules.Check(errors, path.Child("nodeSelector"), selector, allowInvalidValues: false);
        }
    }

    private static void Result(FieldErrors errors, FieldPath path, MapValue result, RequestNames names)
    {
        names.Check(errors, path.Child("request"), result.StringOrEmpty("request"));
        ResourceChecks.Driver(errors, path.Child("driver"), result.StringOrEmpty("driver"));
        ResourceChecks.Pool(errors, path.Child("pool"), result.StringOrEmpty("pool"));
        errors.Label(path.Child("device"), result.StringOrEmpty("device"));
        ResourceChecks.Bindings(errors, path, result);
        if (result.String("shareID") is { } share)
        {
            ResourceChecks.Uid(errors, path.Child("shareID"), share);
        }
    }
}
