using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What drivers say of the devices of a claim (<c>validateDeviceStatus</c>).</summary>
internal static class AllocatedDeviceRules
{
    private const int MostConditions = 8;
    private const int MostDataBytes = 10 * 1024;
    private const int MostAddresses = 16;
    private const int LongestInterface = 256;
    private const int LongestHardwareAddress = 128;

    public static void Check(FieldErrors errors, FieldPath path, ListValue? devices, MapValue? allocation)
    {
        HashSet<Value> allocated = [.. allocation?.Map("devices")?.Maps("results").Select(IdOf) ?? []];
        ResourceChecks.Set(errors, path, devices, -1, (at, item) => Device(errors, at, ResourceChecks.MapOf(item), allocated), item => IdOf(ResourceChecks.MapOf(item)));
    }

    /// <summary>Devices that are allocated no more lose what was said of them (<c>dropDeallocatedStatusDevices</c>).</summary>
    public static MapValue WithoutDeallocated(MapValue status, MapValue old)
    {
        var gone = old.Map("allocation")?.Map("devices")?.Maps("results").Select(IdOf).ToHashSet() ?? [];
        gone.ExceptWith(status.Map("allocation")?.Map("devices")?.Maps("results").Select(IdOf) ?? []);
        if (gone.Count == 0 || status.List("devices") is not { } devices)
        {
            return status;
        }

        var left = devices.Where(device => !gone.Contains(IdOf(ResourceChecks.MapOf(device)))).ToArray();
        return status.WithOptional("devices", left.Length == 0 ? null : ListValue.From(left));
    }

    // As upstream's SharedDeviceID is written in messages.
    private static MapValue IdOf(MapValue device) => MapValue.Of(
        ("Driver", device.StringOrEmpty("driver")),
        ("Pool", device.StringOrEmpty("pool")),
        ("Device", device.StringOrEmpty("device")),
        ("ShareID", device.StringOrEmpty("shareID")));

    private static void Device(FieldErrors errors, FieldPath path, MapValue device, HashSet<Value> allocated)
    {
        ResourceChecks.Driver(errors, path.Child("driver"), device.StringOrEmpty("driver"));
        ResourceChecks.Pool(errors, path.Child("pool"), device.StringOrEmpty("pool"));
        errors.Label(path.Child("device"), device.StringOrEmpty("device"));
        if (device.String("shareID") is { } share)
        {
            ResourceChecks.Uid(errors, path.Child("shareID"), share);
        }

        if (!allocated.Contains(IdOf(device)))
        {
            errors.Invalid(path, IdOf(device), "must be an allocated device in the claim");
        }

        if (device.List("conditions") is { Count: > MostConditions } conditions)
        {
            errors.TooMany(path.Child("conditions"), conditions.Count, MostConditions);
        }

        ConditionRules.Check(errors, path.Child("conditions"), device);
        if (!device["data"].IsNullOrAbsent())
        {
            ResourceChecks.RawObject(errors, path.Child("data"), device["data"], MostDataBytes);
        }

        if (device.Map("networkData") is { } network)
        {
            Network(errors, path.Child("networkData"), network);
        }
    }

    private static void Network(FieldErrors errors, FieldPath path, MapValue network)
    {
        if (network.StringOrEmpty("interfaceName").Length > LongestInterface)
        {
            errors.TooLong(path.Child("interfaceName"), LongestInterface);
        }

        if (network.StringOrEmpty("hardwareAddress").Length > LongestHardwareAddress)
        {
            errors.TooLong(path.Child("hardwareAddress"), LongestHardwareAddress);
        }

        ResourceChecks.Set(
            errors, path.Child("ips"), network.List("ips"), MostAddresses, (at, item) => IpRules.CheckInterfaceAddress(errors, at, ResourceChecks.TextOf(item)), item => item);
    }
}
