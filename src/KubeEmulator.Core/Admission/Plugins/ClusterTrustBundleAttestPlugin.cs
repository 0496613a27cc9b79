using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Trust bundles of a signer need the verb <c>attest</c> on it. Upstream: <c>plugin/pkg/admission/certificates/ctbattest</c>.</summary>
internal sealed class ClusterTrustBundleAttestPlugin : AdmissionPlugin
{
    public override string Name => "ClusterTrustBundleAttest";

    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation is Operation.Create or Operation.Update && attributes.Concerns("certificates.k8s.io", "clustertrustbundles");

    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var signer = attributes.Spec().StringOrEmpty("signerName");
        if (signer.Length == 0 || (attributes.OldObject is { } old && Substance(old) == Substance(attributes.Object!)))
        {
            return ValueTask.CompletedTask;
        }

        return SignerAccess.Allows(attributes, "attest", signer)
            ? ValueTask.CompletedTask
            : throw attributes.Forbidden($"user not permitted to attest for signerName {GoText.Quote(signer)}");
    }

    // What garbage collection changes (owners, finalizers) changes no bundle.
    private static MapValue Substance(MapValue document) =>
        document.EditMap("metadata", metadata => metadata.Without("ownerReferences").Without("finalizers").Without("managedFields"));
}
