using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Containers;

/// <summary>The subcommands of Kubernetes' test image.</summary>
public sealed class AgnhostTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("entrypoint-tester a b", 0, "[/agnhost entrypoint-tester a b]\n", "")]
    [InlineData("--version", 0, "agnhost version 2.53\n", "")]
    [InlineData("nosuch", 1, "", "Error: unknown command \"nosuch\" for \"app\"\nRun 'app --help' for usage.\n")]
    [InlineData("connect localhost:81", 1, "", "REFUSED\n")]
    [InlineData("connect nosuch:80", 1, "", "DNS: lookup nosuch: no such host\n")]
    [InlineData("connect nonsense", 1, "", "UNKNOWN: address nonsense: missing port in address\n")]
    [InlineData("dns-suffix", 0, "default.svc.cluster.local,cluster.local\n", "")]
    [InlineData("dns-server-list", 0, "10.96.0.10\n", "")]
    [InlineData("etc-hosts", 0, "10.0.0.7\tweb-0\n\n", "")]
    [InlineData("mounttest --file_content=/tmp/f --file_mode=/tmp/f --file_perm=/tmp/f", 0, "mode of file \"/tmp/f\": -rw-r--r--\nperms of file \"/tmp/f\": -rw-r--r--\ncontent of file \"/tmp/f\": text\n\n", "")]
    public async Task Subcommand_ThatEnds_SaysWhatUpstreamsSays(string arguments, int code, string output, string error)
    {
        using var container = new TestContainer("agnhost");
        container.Files.WriteAllText("/etc/resolv.conf", "search default.svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n");
        container.Files.WriteAllText("/etc/hosts", "10.0.0.7\tweb-0\n");
        container.Files.WriteAllText("/tmp/f", "text\n");

        Assert.Equal((output, error, code), await container.ExecAsync(["/agnhost", .. arguments.Split(' ')]));
    }

    [Theory]
    [InlineData("serve-hostname", 9376, "/", "web-0")]
    [InlineData("serve-hostname --port=81", 81, "/", "web-0")]
    [InlineData("test-webserver", 80, "/etc/hostname", "web-0\n")]
    [InlineData("liveness", 8080, "/healthz", "ok")]
    [InlineData("netexec --http-port=88", 88, "/serverport", "88")]
    public async Task Server_OnItsPort_Answers(string arguments, int port, string path, string text)
    {
        using var container = await StartAsync(arguments);
        container.Files.WriteAllText("/etc/hostname", "web-0\n");

        using var response = await container.Network.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"http://localhost:{port}{path}"), CancellationToken.None).WaitAsync(Patience);

        Assert.Equal((HttpStatusCode.OK, text), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Connect_SomebodyListens_Succeeds()
    {
        using var container = await StartAsync("netexec");

        Assert.Equal(("", "", 0), await container.ExecAsync(["/agnhost", "connect", "localhost:8080"]));
    }

    [Fact]
    public async Task Netexec_WithACertificate_SpeaksTls()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=netexec", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        using var container = new TestContainer("agnhost", null, null, "sh", "-c", "until [ -f /go ]; do sleep 0.01; done; exec /agnhost netexec --tls-cert-file=/c --tls-private-key-file=/k");
        container.Files.WriteAllText("/c", made.ExportCertificatePem());
        container.Files.WriteAllText("/k", key.ExportPkcs8PrivateKeyPem());
        container.Files.WriteAllText("/go", "");
        while (!container.Network.ListeningPorts.Contains(8080))
        {
            await container.ShellAsync("sleep 0.01");
        }

        await using var connection = await container.Network.ConnectAsync("localhost", 8080, CancellationToken.None);
        await using var secure = new SslStream(connection, false, (_, shown, _, _) => shown?.Subject == "CN=netexec");
        await secure.AuthenticateAsClientAsync("localhost").WaitAsync(Patience);
        await secure.WriteAsync("GET /hostname HTTP/1.0\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(secure);
        Assert.EndsWith("\r\n\r\nweb-0", await reader.ReadToEndAsync().WaitAsync(Patience), StringComparison.Ordinal);

        await using var plain = await container.Network.ConnectAsync("localhost", 8080, CancellationToken.None);
        await plain.WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray());
        using var refused = new StreamReader(plain);
        Assert.Equal("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n", await refused.ReadToEndAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task GrpcHealth_TurnedOverHttp_AnswersProbes()
    {
        using var container = await StartAsync("grpc-health-checking");

        var well = await ProbeAsync(container);
        using var turned = await container.Network.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://localhost:8080/make-not-serving"), CancellationToken.None);
        var ill = await ProbeAsync(container);

        Assert.Equal([0, 0, 0, 0, 2, 8, 1], well);
        Assert.Equal([0, 0, 0, 0, 2, 8, 2], ill);
    }

    [Fact]
    public async Task PortForwardTester_OneConnection_GetsItsChunksAndIsLogged()
    {
        using var container = new TestContainer("agnhost", null, null, "env", "BIND_PORT=80", "EXPECTED_CLIENT_DATA=abc", "CHUNKS=10", "CHUNK_SIZE=10", "CHUNK_INTERVAL=1", "/agnhost", "port-forward-tester");
        await container.ShellAsync("true");

        await using var connection = await container.Network.ConnectAsync("localhost", 80, CancellationToken.None);
        await connection.WriteAsync("abc"u8.ToArray());
        using var reader = new StreamReader(connection, Encoding.ASCII);
        Assert.Equal(new string('x', 100), await reader.ReadToEndAsync().WaitAsync(Patience));
        Assert.Equal(0, (await container.Running.Exit.WaitAsync(Patience)).Code);
        Assert.Equal("Accepted client connection\nReceived expected client data\nShutting down connection\nDone\n", container.Log.ReadText());
    }

    private static async Task<byte[]> ProbeAsync(TestContainer container)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost:5000/grpc.health.v1.Health/Check") { Content = new ByteArrayContent(new byte[5]) };
        using var response = await container.Network.SendAsync(request, CancellationToken.None).WaitAsync(Patience);
        return await response.Content.ReadAsByteArrayAsync();
    }

    // An exec runs after the main process has come as far as it can.
    private static async Task<TestContainer> StartAsync(string arguments)
    {
        var container = new TestContainer("agnhost", null, null, ["/agnhost", .. arguments.Split(' ')]);
        await container.ShellAsync("true");
        return container;
    }
}
