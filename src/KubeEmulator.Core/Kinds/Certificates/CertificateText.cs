using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KubeEmulator.Kinds;

/// <summary>What is wrong with requests and certificates in PEM. Upstream: <c>pkg/apis/certificates/{helpers.go,validation}</c>.</summary>
internal static class CertificateText
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";

    /// <summary>The fault of a signing request in base64 of PEM; null where it is sound and signed by its own key.</summary>
    public static string? RequestFault(string base64)
    {
        if (PemBlock.Read(Decoded(base64)).FirstOrDefault() is not { Type: "CERTIFICATE REQUEST" } block)
        {
            return "PEM block type must be CERTIFICATE REQUEST";
        }

        const CertificateRequestLoadOptions Unchecked = CertificateRequestLoadOptions.SkipSignatureValidation;
        string? algorithm;
        try
        {
            algorithm = CertificateRequest.LoadSigningRequest(block.Data, HashAlgorithmName.SHA256, out var used, Unchecked).PublicKey.Oid.Value;
            if (used < block.Data.Length)
            {
                return "asn1: syntax error: trailing data";
            }
        }
        catch (CryptographicException)
        {
            return "asn1: structure error: malformed certificate request";
        }

        return SignatureFault(block.Data, algorithm);
    }

    /// <summary>The fault of an issued chain in base64 of PEM; null where it is sound or empty.</summary>
    public static string? ChainFault(string base64)
    {
        if (base64.Length == 0)
        {
            return null;
        }

        var blocks = 0;
        foreach (var block in PemBlock.Read(Decoded(base64)))
        {
            blocks++;
            if (block.Type != "CERTIFICATE")
            {
                return $"only CERTIFICATE PEM blocks are allowed, found {Objects.GoText.Quote(block.Type)}";
            }

            if (block.HasHeaders)
            {
                return "no PEM block headers are permitted";
            }

            if (!IsCertificate(block.Data))
            {
                return "x509: malformed certificate";
            }
        }

        return blocks == 0 ? "must contain at least one CERTIFICATE PEM block" : null;
    }

    // Keys that .NET cannot verify with (Ed25519) count as theirs.
    private static string? SignatureFault(byte[] request, string? algorithm)
    {
        if (algorithm is not (Rsa or EllipticCurve))
        {
            return null;
        }

        try
        {
            _ = CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256, out _, CertificateRequestLoadOptions.Default, RSASignaturePadding.Pkcs1);
            return null;
        }
        catch (CryptographicException)
        {
            return algorithm == Rsa ? "crypto/rsa: verification error" : "x509: ECDSA verification failure";
        }
    }

    private static bool IsCertificate(byte[] data)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(data);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // Base64 is checked when the body is read.
    private static string Decoded(string base64) => Encoding.Latin1.GetString(Convert.FromBase64String(base64));
}
