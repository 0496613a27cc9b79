using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Access;

namespace KubeEmulator.Core.Tests.Access;

public sealed class CertificateUsersTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Certificate_ShownAgain_IsKnownUntilItEnds()
    {
        using var authority = Authority();
        using var certificate = Client(authority, Start.AddDays(1));
        var clock = new MovableTime { Now = Start };
        var users = new CertificateUsers(() => authority, clock);

        var first = users.Find(certificate);

        Assert.Equal("jane", first!.Name);
        Assert.Contains("team", first.Groups);
        Assert.Same(first, users.Find(certificate));
        clock.Now = Start.AddDays(2);
        Assert.Null(users.Find(certificate));
    }

    [Fact]
    public void Certificate_OfAnotherAuthority_IsNobodys()
    {
        using var authority = Authority();
        using var other = Authority();
        using var certificate = Client(other, Start.AddDays(1));
        var users = new CertificateUsers(() => authority, new MovableTime { Now = Start });

        Assert.Null(users.Find(certificate));
        Assert.Null(users.Find(certificate));
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Start.AddDays(-1), Start.AddDays(100));
    }

    private static X509Certificate2 Client(X509Certificate2 authority, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=jane,O=team", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        return request.Create(authority, Start.AddHours(-1), end, [1, 2, 3, 4, 5, 6, 7, 8]);
    }

    private sealed class MovableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
