using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Defaults of device requests in claims and claim templates. Upstream: <c>pkg/apis/resource/v1/defaults.go</c>.</summary>
internal static class DeviceRequestDefaults
{
    /// <summary>The spec of a ResourceClaim.</summary>
    public static MapValue Spec(MapValue spec) => spec.EditMap("devices", devices => devices.EditMaps("requests", request => request
        .EditMap("exactly", Request)
        .EditMaps("firstAvailable", Request)));

    private static MapValue Request(MapValue request)
    {
        request = request.StringOrEmpty("allocationMode").Length == 0 ? request.With("allocationMode", "ExactCount") : request;
        request = request.StringOrEmpty("allocationMode") == "ExactCount" && (request.Integer("count") ?? 0) == 0 ? request.With("count", 1) : request;
        return request.EditMaps("tolerations", toleration => toleration.StringOrEmpty("operator").Length == 0 ? toleration.With("operator", "Equal") : toleration);
    }
}
