using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>A device of a ResourceSlice that a node can use.</summary>
/// <param name="Id">What it is called.</param>
/// <param name="Device">The device as the slice has it.</param>
/// <param name="Slice">The slice.</param>
internal sealed record PoolDevice(DeviceId Id, MapValue Device, KubeObject Slice)
{
    /// <summary>An attribute by its full name; those of the driver's own domain may be written without it.</summary>
    public MapValue? Attribute(string name)
    {
        var attributes = Device.Map("attributes");
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return attributes?.Map(name) ?? (slash > 0 && name[..slash] == Id.Driver ? attributes?.Map(name[(slash + 1)..]) : null);
    }
}
