using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>A CertificateSigningRequest's fields by name, and the request inside it.</summary>
internal readonly record struct SigningRequestView(KubeObject Object)
{
    public string Signer => Object.Spec.StringOrEmpty("signerName");

    public string Username => Object.Spec.StringOrEmpty("username");

    public IReadOnlyList<string> Usages => [.. Object.Spec.Strings("usages")];

    public IEnumerable<MapValue> Conditions => Object.Status.Maps("conditions");

    public bool IsIssued => Object.Status.String("certificate") is { Length: > 0 };

    public bool IsApproved => Has("Approved");

    public bool IsDenied => Has("Denied");

    public bool IsFailed => Has("Failed");

    /// <summary>The request as PEM; empty where it is not even base64.</summary>
    public string Pem
    {
        get
        {
            try
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(Object.Spec.StringOrEmpty("request")));
            }
            catch (FormatException)
            {
                return "";
            }
        }
    }

    /// <summary>The parsed request; null where it cannot be read.</summary>
    public CertificateRequest? Parse()
    {
        try
        {
            return CertificateRequest.LoadSigningRequestPem(
                Pem, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private bool Has(string type) => Conditions.Any(c => c.String("type") == type && (c.String("status") is "True" or null or ""));
}
