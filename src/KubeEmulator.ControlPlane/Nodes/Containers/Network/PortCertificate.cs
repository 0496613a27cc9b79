using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEmulator.Nodes.Containers.Network;

/// <summary>The certificates that ports show.</summary>
internal static class PortCertificate
{
    private static readonly Lazy<X509Certificate2> Own = new(Create);

    /// <summary>What a port shows that was given none: nobody vouches for it. One for the process, made when first needed.</summary>
    public static X509Certificate2 SelfSigned => Own.Value;

    /// <summary>A certificate and its key from PEM texts.</summary>
    /// <exception cref="CryptographicException">They are not what they should be.</exception>
    public static X509Certificate2 FromPem(string certificate, string key)
    {
        using var read = X509Certificate2.CreateFromPem(certificate, key);
        return Usable(read);
    }

    private static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());

        // Good on whatever day a cluster's clock shows.
        using var made = request.CreateSelfSigned(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return Usable(made);
    }

    // Windows does not serve with a key that is nowhere but in memory.
    private static X509Certificate2 Usable(X509Certificate2 certificate) => X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
