using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>The ConfigMaps of kube-system that the API server writes about itself.</summary>
internal static class SystemConfigMaps
{
    public static IEnumerable<BootstrapObject> Objects(string authorityPem, DateTimeOffset now) =>
    [
        ConfigMap("extension-apiserver-authentication", "client-ca-file", authorityPem),
        ConfigMap("kube-apiserver-legacy-service-account-token-tracking", "since", now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    ];

    private static BootstrapObject ConfigMap(string name, string key, string value) => new(
        BootstrapObject.ApiServer,
        MapValue.Of(
            ("kind", "ConfigMap"),
            ("apiVersion", "v1"),
            ("metadata", MapValue.Of(("name", name), ("namespace", "kube-system"))),
            ("data", MapValue.Of((key, value)))));
}
