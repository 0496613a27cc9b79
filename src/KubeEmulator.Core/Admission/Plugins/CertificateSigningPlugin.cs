using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Setting a certificate or its conditions needs the verb <c>sign</c> on its signer; <c>plugin/pkg/admission/certificates/signing</c>.</summary>
internal sealed class CertificateSigningPlugin : AdmissionPlugin
{
    /// <inheritdoc/>
    public override string Name => "CertificateSigning";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation == Operation.Update
        && attributes.Subresource == "status"
        && attributes.Concerns("certificates.k8s.io", "certificatesigningrequests");

    /// <inheritdoc/>
    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var (status, old) = (attributes.Object?.Map("status"), attributes.OldObject?.Map("status"));
        if (status?["certificate"] == old?["certificate"] && status?["conditions"] == old?["conditions"])
        {
            return ValueTask.CompletedTask;
        }

        SignerAccess.Require(attributes, "sign");
        return ValueTask.CompletedTask;
    }
}
