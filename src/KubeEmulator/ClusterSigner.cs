using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Api;
using KubeEmulator.Server.Transport;

namespace KubeEmulator;

/// <summary>
/// Signs with the cluster's CA what certificate requests ask for. The extensions are those of upstream's
/// <c>pkg/controller/certificates/authority</c>: the request's names, the usages granted, never a CA. Dates are in real time, as
/// outside parties judge them.
/// </summary>
internal sealed class ClusterSigner(ClusterCertificates certificates) : IClusterSigner
{
    private static readonly TimeSpan Backdate = TimeSpan.FromMinutes(5);
    private static readonly Dictionary<string, X509KeyUsageFlags> KeyUsages = new(StringComparer.Ordinal)
    {
        ["signing"] = X509KeyUsageFlags.DigitalSignature,
        ["digital signature"] = X509KeyUsageFlags.DigitalSignature,
        ["content commitment"] = X509KeyUsageFlags.NonRepudiation,
        ["key encipherment"] = X509KeyUsageFlags.KeyEncipherment,
        ["key agreement"] = X509KeyUsageFlags.KeyAgreement,
        ["data encipherment"] = X509KeyUsageFlags.DataEncipherment,
        ["cert sign"] = X509KeyUsageFlags.KeyCertSign,
        ["crl sign"] = X509KeyUsageFlags.CrlSign,
        ["encipher only"] = X509KeyUsageFlags.EncipherOnly,
        ["decipher only"] = X509KeyUsageFlags.DecipherOnly,
    };

    private static readonly Dictionary<string, string> ExtendedUsages = new(StringComparer.Ordinal)
    {
        ["any"] = "2.5.29.37.0",
        ["server auth"] = "1.3.6.1.5.5.7.3.1",
        ["client auth"] = "1.3.6.1.5.5.7.3.2",
        ["code signing"] = "1.3.6.1.5.5.7.3.3",
        ["email protection"] = "1.3.6.1.5.5.7.3.4",
        ["s/mime"] = "1.3.6.1.5.5.7.3.4",
        ["ipsec end system"] = "1.3.6.1.5.5.7.3.5",
        ["ipsec tunnel"] = "1.3.6.1.5.5.7.3.6",
        ["ipsec user"] = "1.3.6.1.5.5.7.3.7",
        ["timestamping"] = "1.3.6.1.5.5.7.3.8",
        ["ocsp signing"] = "1.3.6.1.5.5.7.3.9",
        ["microsoft sgc"] = "1.3.6.1.4.1.311.10.3.3",
        ["netscape sgc"] = "2.16.840.1.113730.4.1",
    };

    public string CertificateAuthorityPem => certificates.AuthorityPem + "\n";

    public string Sign(string requestPem, IReadOnlyList<string> usages, TimeSpan lifetime)
    {
        var asked = Load(requestPem);
        var authority = certificates.Authority;
        var request = new CertificateRequest(asked.SubjectName, asked.PublicKey, HashAlgorithmName.SHA256);
        AddUsages(request, usages);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        if (asked.CertificateExtensions.FirstOrDefault(e => e.Oid?.Value == "2.5.29.17") is { } names)
        {
            request.CertificateExtensions.Add(names);
        }

        using var key = authority.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The cluster's CA has no ECDSA key.");
        var now = TimeProvider.System.GetUtcNow();
        var until = now - Backdate + lifetime;
        DateTimeOffset last = authority.NotAfter;
        using var issued = request.Create(
            authority.SubjectName, X509SignatureGenerator.CreateForECDsa(key), now - Backdate, until < last ? until : last, RandomNumberGenerator.GetBytes(16));
        return issued.ExportCertificatePem() + "\n";
    }

    private static CertificateRequest Load(string pem)
    {
        try
        {
            return CertificateRequest.LoadSigningRequestPem(
                pem, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException fault)
        {
            throw new ArgumentException($"unable to parse csr: {fault.Message}", nameof(pem), fault);
        }
    }

    private static void AddUsages(CertificateRequest request, IReadOnlyList<string> usages)
    {
        var flags = X509KeyUsageFlags.None;
        var extended = new OidCollection();
        foreach (var usage in usages)
        {
            if (KeyUsages.TryGetValue(usage, out var flag))
            {
                flags |= flag;
            }
            else if (ExtendedUsages.TryGetValue(usage, out var oid))
            {
                extended.Add(new Oid(oid));
            }
            else
            {
                throw new ArgumentException($"unrecognized usage values: [\"{usage}\"]", nameof(usages));
            }
        }

        if (flags != X509KeyUsageFlags.None)
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(flags, true));
        }

        if (extended.Count > 0)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(extended, false));
        }
    }
}
