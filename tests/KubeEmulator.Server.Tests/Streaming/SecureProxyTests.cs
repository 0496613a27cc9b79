using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Tests.Streaming;

/// <summary>Targets named <c>https:</c> are spoken to in TLS, whoever vouches for them.</summary>
public sealed class SecureProxyTests
{
    private const string Proxy = "/api/v1/namespaces/default/pods/https:p:8443/proxy";

    [Fact]
    public async Task Https_SelfSignedTarget_IsReached()
    {
        await using var pod = await PodFixture.StartAsync();
        var asked = "";
        pod.Pods.Ports[8443] = async stream =>
        {
            await using var secure = new SslStream(stream);
            await secure.AuthenticateAsServerAsync(Certificate());
            asked = await HeadAsync(secure);
            await secure.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nX-Own: 1\r\n\r\nsecret"u8.ToArray());
        };

        using var response = await pod.Server.SendAsync("GET", Proxy + "/a?b=c");

        Assert.Equal("secret", await response.Content.ReadAsStringAsync());
        Assert.Equal(["1"], response.Headers.GetValues("X-Own"));
        Assert.StartsWith("GET /a?b=c HTTP/1.1\r\n", asked);
        Assert.Contains("Host: cluster\r\n", asked);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "http: server gave HTTP response to HTTPS client")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "tls: first record does not look like a TLS handshake")]
    [InlineData("", "EOF")]
    public async Task Https_TargetWithoutTls_SaysWhatItSaidInstead(string answer, string why)
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Ports[8443] = async stream =>
        {
            _ = await stream.ReadAsync(new byte[10]);
            await stream.WriteTextAsync(answer);
        };

        var (status, document) = await pod.Server.CallAsync("GET", Proxy + "/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal($"error trying to reach service: {why}", document.String("message"));
    }

    [Fact]
    public async Task Https_NobodyListens_IsUnavailable()
    {
        await using var pod = await PodFixture.StartAsync();

        var (status, document) = await pod.Server.CallAsync("GET", Proxy + "/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("error trying to reach service: dial tcp 10.244.0.5:8443: connect: connection refused", document.String("message"));
    }

    private static async Task<string> HeadAsync(Stream stream)
    {
        var (head, buffer) = ("", new byte[4096]);
        while (!head.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            head += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
        }

        return head;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=somebody", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
