using KubeEmulator.Api;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Refuses everything. Upstream: <c>plugin/pkg/admission/deny</c>.</summary>
internal sealed class AlwaysDenyPlugin : AdmissionPlugin
{
    public override string Name => "AlwaysDeny";

    // The server's own writes apart: without its roles and namespaces there would be nothing to deny.
    public override bool Handles(AdmissionAttributes attributes) => attributes.Request.User.Name != "system:apiserver";

    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation) =>
        throw attributes.Forbidden("admission control is denying all modifications");

    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation) => MutateAsync(attributes, cancellation);
}
