using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Refuses new external addresses of Services. Upstream: <c>plugin/pkg/admission/network/denyserviceexternalips</c>.</summary>
internal sealed class DenyServiceExternalIPsPlugin : AdmissionPlugin
{
    public override string Name => "DenyServiceExternalIPs";

    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation is Operation.Create or Operation.Update && attributes.IsMain("", "services");

    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var known = attributes.OldObject?.Map("spec")?.Strings("externalIPs") ?? [];
        return attributes.Spec().Strings("externalIPs").Except(known, StringComparer.Ordinal).Any()
            ? throw attributes.Forbidden("Use of external IPs is denied by admission control")
            : ValueTask.CompletedTask;
    }
}
