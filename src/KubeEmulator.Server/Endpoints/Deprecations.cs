using KubeEmulator.Api;

namespace KubeEmulator.Server.Endpoints;

/// <summary>Warnings about deprecated kinds and versions. Upstream: <c>APILifecycleDeprecated</c> markers and <c>apiserver/pkg/endpoints/deprecation</c>.</summary>
internal static class Deprecations
{
    /// <summary>Warns where the kind asked for is deprecated.</summary>
    public static void Warn(Exchange exchange, ResourceType type)
    {
        var warning = (type.Group, type.Version, type.Kind) switch
        {
            ("", "v1", "Endpoints") => "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
            ("", "v1", "ComponentStatus") => "v1 ComponentStatus is deprecated in v1.19+",
            _ => type.DeprecationWarning,
        };
        if (warning is not null)
        {
            exchange.Context.Warn(warning);
        }
    }
}
