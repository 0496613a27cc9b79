using System.Net;
using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Server.Transport;

namespace KubeEmulator.Server.Tests.Transport;

public sealed class KestrelHostTests : IDisposable
{
    private readonly TestServer _server = new();
    private readonly ClusterCertificates _certificates = new();

    public void Dispose()
    {
        _server.Dispose();
        _certificates.Dispose();
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Https_EitherVersion_IsTrustedByTheClustersAuthority(string version)
    {
        await using var host = await KestrelHost.StartAsync(_server.Server, IPAddress.Loopback, 0, _certificates.Serving);
        using var handler = Trusting(_certificates.Authority);
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://127.0.0.1:{host.Port}/healthz")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Version.Parse(version), response.Version);
    }

    [Fact]
    public async Task Https_ClientCertificate_ReachesAuthentication()
    {
        using var server = new TestServer(authenticator: new CertificateName());
        await using var host = await KestrelHost.StartAsync(server.Server, IPAddress.Loopback, 0, _certificates.Serving);
        using var handler = Trusting(_certificates.Authority);
        handler.SslOptions.ClientCertificates = [_certificates.Admin];
        using var client = new HttpClient(handler);

        using var response = await client.GetAsync($"https://127.0.0.1:{host.Port}/version");
        using var without = new HttpClient(Trusting(_certificates.Authority));
        using var refused = await without.GetAsync($"https://127.0.0.1:{host.Port}/version");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Http_Dispose_FreesThePort()
    {
        var first = await KestrelHost.StartAsync(_server.Server, IPAddress.Loopback, 0, null);
        await first.DisposeAsync();

        await using var second = await KestrelHost.StartAsync(_server.Server, IPAddress.Loopback, first.Port, null);

        Assert.Equal(first.Port, second.Port);
    }

    internal static SocketsHttpHandler Trusting(X509Certificate2 authority)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return handler;
    }

    private sealed class CertificateName : KubeEmulator.Api.IAuthenticator
    {
        public KubeEmulator.Api.UserInfo? Authenticate(string? bearerToken, X509Certificate2? clientCertificate) =>
            clientCertificate is null ? null : new(clientCertificate.GetNameInfo(X509NameType.SimpleName, false), ["system:masters"]);
    }
}
