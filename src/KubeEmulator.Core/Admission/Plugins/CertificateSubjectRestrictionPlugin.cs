using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>No client certificate makes its holder a cluster administrator; <c>plugin/pkg/admission/certificates/subjectrestriction</c>.</summary>
internal sealed class CertificateSubjectRestrictionPlugin : AdmissionPlugin
{
    private const string Signer = "kubernetes.io/kube-apiserver-client";
    private const string Organization = "2.5.4.10";

    /// <inheritdoc/>
    public override string Name => "CertificateSubjectRestriction";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) => attributes.Creates("certificates.k8s.io", "certificatesigningrequests");

    /// <inheritdoc/>
    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var spec = attributes.Spec();
        if (spec.String("signerName") == Signer && Organizations(attributes, spec.StringOrEmpty("request")).Contains("system:masters"))
        {
            throw attributes.Forbidden($"use of {Signer} signer with system:masters group is not allowed");
        }

        return ValueTask.CompletedTask;
    }

    private static List<string> Organizations(AdmissionAttributes attributes, string request)
    {
        try
        {
            var pem = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(request));
            var parsed = CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.SkipSignatureValidation);
            return [.. parsed.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false)
                .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == Organization)
                .Select(part => part.GetSingleElementValue() ?? "")];
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            throw attributes.Forbidden($"failed to parse CSR: {e.Message}");
        }
    }
}
