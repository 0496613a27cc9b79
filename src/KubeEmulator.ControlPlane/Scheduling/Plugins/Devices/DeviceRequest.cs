using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>One request of a claim, or one of the alternatives of a request (<c>firstAvailable</c>).</summary>
/// <param name="Parent">The request's own name.</param>
/// <param name="Name">The alternative's name; null where there are none.</param>
/// <param name="Body">What is asked for.</param>
/// <param name="Class">The device class.</param>
internal sealed record DeviceRequest(string Parent, string? Name, MapValue Body, KubeObject Class)
{
    /// <summary>The name in results: <c>request</c> or <c>request/alternative</c>.</summary>
    public string Path => Name is null ? Parent : $"{Parent}/{Name}";

    /// <summary>Whether every device that suits is wanted.</summary>
    public bool WantsAll => Body.String("allocationMode") == "All";

    /// <summary>How many are wanted otherwise.</summary>
    public long Count => Body.Integer("count") ?? 1;

    /// <summary>Whether devices may be in use already: somebody looks after them.</summary>
    public bool IsAdmin => Name is null && Body.Bool("adminAccess") == true;

    /// <summary>Whether it is meant by a list of names, which may name the request or the alternative.</summary>
    public bool IsAmong(IEnumerable<string> names) => names.Any(n => n == Parent || n == Path);

    /// <summary>Whether a device's taints are tolerated (<c>resourceclaim/devicetoleration.go</c>).</summary>
    public bool Tolerates(PoolDevice device) => device.Device.Maps("taints")
        .Where(taint => taint.String("effect") is "NoSchedule" or "NoExecute")
        .All(taint => Body.Maps("tolerations").Any(t => Tolerates(t, taint)));

    private static bool Tolerates(MapValue toleration, MapValue taint) =>
        (toleration.StringOrEmpty("effect") is { Length: 0 } || toleration.StringOrEmpty("effect") == taint.StringOrEmpty("effect"))
        && (toleration.StringOrEmpty("key") is { Length: 0 } || toleration.StringOrEmpty("key") == taint.StringOrEmpty("key"))
        && toleration.StringOrEmpty("operator") switch
        {
            "" or "Equal" => toleration.StringOrEmpty("value") == taint.StringOrEmpty("value"),
            "Exists" => true,
            _ => false,
        };
}
