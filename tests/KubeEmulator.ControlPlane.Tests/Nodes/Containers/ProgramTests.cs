using System.Net;
using System.Text;
using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Containers;

public sealed class ProgramTests
{
    [Theory]
    [InlineData("nginx:1.27", "nginx")]
    [InlineData("docker.io/library/nginx", "nginx")]
    [InlineData("registry.example:5000/team/busybox@sha256:0011", "busybox")]
    [InlineData("registry.k8s.io/e2e-test-images/agnhost:2.53", "agnhost")]
    [InlineData("my/own:1", "*")]
    public void Find_ImageName_GivesTheEntry(string image, string pattern) => Assert.Equal(pattern, ProgramCatalog.Default().Find(image).Pattern);

    [Fact]
    public void Add_OwnProgram_ComesBeforeTheBuiltIn()
    {
        var catalog = ProgramCatalog.Default().Add("*/nginx:9*", () => new ScriptedProgram());

        Assert.Equal("*/nginx:9*", catalog.Find("x/nginx:9.1").Pattern);
        Assert.Equal("nginx", catalog.Find("x/nginx:8").Pattern);
    }

    [Fact]
    public async Task Nginx_MountedPage_IsServedToHttpAndToARawConnection()
    {
        var time = new ManualTime();
        using var container = await StartAsync("nginx", time);
        var pages = new VolumeTree(time);
        pages.Publish(new Dictionary<string, VolumeFile> { ["index.html"] = new("mounted"u8.ToArray()) });
        container.Files.Mount("/usr/share/nginx/html", pages, readOnly: true);

        using var response = await GetAsync(container, "http://localhost/");
        Assert.Equal(("mounted", "text/html"), (await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType));

        await using var connection = await container.Running.ConnectAsync(80, CancellationToken.None);
        await connection.WriteAsync("GET /nosuch HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.0\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(connection);
        var text = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.StartsWith("HTTP/1.1 404 Not Found\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nmounted", text, StringComparison.Ordinal);

        pages.Publish(new Dictionary<string, VolumeFile> { ["index.html"] = new("newer"u8.ToArray()) });
        using var second = await GetAsync(container, "http://localhost/index.html");
        Assert.Equal("newer", await second.Content.ReadAsStringAsync());

        container.Running.Signal(ContainerSignal.Quit);
        Assert.Equal(0, (await container.Running.Exit.WaitAsync(TimeSpan.FromSeconds(30))).Code);
    }

    [Theory]
    [InlineData("/hostname", 200, "web-0")]
    [InlineData("/echo?msg=a%20b&code=418", 418, "a b")]
    [InlineData("/healthz", 200, "")]
    [InlineData("/readyz", 200, "ok")]
    [InlineData("/shell?cmd=echo%20hi%3B%20exit%203", 200, "{\"error\":\"exit status 3\",\"output\":\"hi\\n\"}")]
    [InlineData("/dial?host=localhost&port=8080&request=hostname&tries=2", 200, "{\"responses\":[\"web-0\",\"web-0\"]}")]
    public async Task Agnhost_Netexec_Answers(string path, int code, string text)
    {
        using var container = await StartAsync("agnhost", new ManualTime(), "/agnhost", "netexec");

        using var response = await GetAsync(container, "http://localhost:8080" + path);

        Assert.Equal((code, text), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Agnhost_Pause_EndsWithTwoAndLeavesAMessage()
    {
        using var container = new TestContainer("agnhost", null, null, "/agnhost", "pause");
        await container.ShellAsync("true");
        container.Running.Signal(ContainerSignal.Term);

        Assert.Equal(2, (await container.Running.Exit.WaitAsync(TimeSpan.FromSeconds(30))).Code);
        Assert.Equal("exiting because of signal \"terminated\"\n", container.Files.ReadAllText("/dev/termination-log"));
    }

    [Fact]
    public async Task Shell_WgetCurlAndNetcat_ReachAPortOfThePod()
    {
        var network = new PodNetwork([IPAddress.Parse("10.0.0.7")], "web-0", "default");
        using var listening = network.Listen(9000, ContainerPort.Raw(async (stream, token) =>
        {
            using var reader = new StreamReader(stream, leaveOpen: true);
            var line = await reader.ReadLineAsync(token);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(line!.StartsWith("GET ", StringComparison.Ordinal) ? "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nraw" : $"you said {line}\n"), token);
        }));
        using var web = network.Listen(80, ContainerPort.Http((request, _) => Task.FromResult(new HttpResponseMessage { Content = new StringContent(request.Method + " " + request.RequestUri!.PathAndQuery) })));
        using var container = new TestContainer("busybox", null, network);

        Assert.Equal("GET /a?b=1", (await container.ShellAsync("wget -qO- 'http://web-0/a?b=1'")).Output);
        Assert.Equal("POST /x 200", (await container.ShellAsync("curl -s -d k=v -w ' %{http_code}' 10.0.0.7/x")).Output);
        Assert.Equal("raw", (await container.ShellAsync("curl -s localhost:9000")).Output);
        Assert.Equal("you said hi\n", (await container.ShellAsync("echo hi | nc localhost 9000")).Output);
        Assert.Equal(("", "wget: can't connect to remote host (127.0.0.1): Connection refused\n", 1), await container.ShellAsync("wget -q http://localhost:81"));
        Assert.Equal(("", "curl: (6) Could not resolve host: nosuch\n", 6), await container.ShellAsync("curl http://nosuch"));
    }

    private static async Task<TestContainer> StartAsync(string image, ManualTime time, params string[] command)
    {
        var entry = ProgramCatalog.Default().Find(image);
        var container = new TestContainer(image, time, null, [.. command.Length > 0 ? command : entry.Image.CommandLine([], [])]);

        // An exec runs after the main process has come as far as it can.
        await container.ShellAsync("true");
        return container;
    }

    private static Task<HttpResponseMessage> GetAsync(TestContainer container, string uri) =>
        container.Network.SendAsync(new HttpRequestMessage(HttpMethod.Get, uri), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
}
