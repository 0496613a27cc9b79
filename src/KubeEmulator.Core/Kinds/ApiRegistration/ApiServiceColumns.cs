using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of APIServices. Upstream: <c>kube-aggregator/pkg/registry/apiservice/etcd/etcd.go</c>.</summary>
internal static class ApiServiceColumns
{
    public static readonly TableColumns Instance = Rows.Aged(o =>
    [
        o.Spec.Map("service") is { } service ? $"{service.StringOrEmpty("namespace")}/{service.StringOrEmpty("name")}" : "Local",
        Available(o.Status),
    ]);

    private static string Available(MapValue status)
    {
        if (status.Maps("conditions").FirstOrDefault(c => c.StringOrEmpty("type") == "Available") is not { } condition)
        {
            return "Unknown";
        }

        var (text, reason) = (condition.StringOrEmpty("status"), condition.StringOrEmpty("reason"));
        return text != "True" && reason.Length > 0 ? $"{text} ({reason})" : text;
    }
}
