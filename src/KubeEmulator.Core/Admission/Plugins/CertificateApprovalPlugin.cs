using KubeEmulator.Api;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Approving a certificate needs the verb <c>approve</c> on its signer; <c>plugin/pkg/admission/certificates/approval</c>.</summary>
internal sealed class CertificateApprovalPlugin : AdmissionPlugin
{
    /// <inheritdoc/>
    public override string Name => "CertificateApproval";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation == Operation.Update
        && attributes.Subresource == "approval"
        && attributes.Concerns("certificates.k8s.io", "certificatesigningrequests");

    /// <inheritdoc/>
    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        SignerAccess.Require(attributes, "approve");
        return ValueTask.CompletedTask;
    }
}
