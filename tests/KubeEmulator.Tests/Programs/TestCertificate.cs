using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEmulator.Tests.Programs;

/// <summary>A certificate that nobody vouches for.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 Localhost { get; } = Create();

    private static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
