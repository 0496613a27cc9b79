using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Server.Transport;

namespace KubeEmulator.Server.Tests.Transport;

public sealed class AuthorityCertificateTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(2036)]
    [InlineData(2049)]
    [InlineData(2061)]
    public void Certificate_IsThatOfACertificateRequest(int lastYear)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var until = new DateTimeOffset(lastYear, 5, 6, 7, 8, 9, TimeSpan.Zero);

        using var made = X509CertificateLoader.LoadCertificate(AuthorityCertificate.Create("kubernetes", key, From, until));

        using var usual = Requested(key, until);
        Assert.Equal(usual.SubjectName.RawData, made.SubjectName.RawData);
        Assert.Equal(usual.IssuerName.RawData, made.IssuerName.RawData);
        Assert.Equal((usual.NotBefore, usual.NotAfter, usual.Version), (made.NotBefore, made.NotAfter, made.Version));
        Assert.Equal(usual.SignatureAlgorithm.Value, made.SignatureAlgorithm.Value);
        Assert.Equal(usual.PublicKey.ExportSubjectPublicKeyInfo(), made.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Equal(usual.Extensions.Select(Text), made.Extensions.Select(Text));
    }

    [Fact]
    public void Authority_TrustsItself_AndWhatItSigned()
    {
        using var certificates = new ClusterCertificates();

        var pem = certificates.AuthorityPem;

        Assert.Equal(certificates.Authority.ExportCertificatePem(), pem);
        Assert.True(Builds(certificates.Authority, certificates.Authority));
        Assert.True(Builds(certificates.Serving, certificates.Authority));
        Assert.True(Builds(certificates.Admin, certificates.Authority));
    }

    [Fact]
    public void Authorities_OfTwoClusters_TrustNothingOfEachOther()
    {
        using var one = new ClusterCertificates();
        using var two = new ClusterCertificates();

        Assert.NotEqual(one.AuthorityPem, two.AuthorityPem);
        Assert.False(Builds(one.Admin, two.Authority));
    }

    private static X509Certificate2 Requested(ECDsa key, DateTimeOffset until)
    {
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(From, until);
    }

    private static string Text(X509Extension extension) => $"{extension.Oid!.Value} {extension.Critical} {Convert.ToHexString(extension.RawData)}";

    private static bool Builds(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }
}
