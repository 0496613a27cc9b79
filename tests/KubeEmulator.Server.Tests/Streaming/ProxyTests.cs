using System.Net;
using System.Text;
using KubeEmulator.Server.Streaming.Proxies;
using KubeEmulator.Server.Transport;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Tests.Streaming;

public sealed class ProxyTests
{
    private const string Proxy = PodFixture.Pod + "/proxy";

    [Theory]
    [InlineData("GET", "/a/b?x=1", "GET http://10.244.0.5:8080/a/b?x=1")]
    [InlineData("DELETE", "/", "DELETE http://10.244.0.5:8080/")]
    [InlineData("PATCH", "/a%20b/", "PATCH http://10.244.0.5:8080/a%20b/")]
    [InlineData("OPTIONS", "/a//b/../c", "OPTIONS http://10.244.0.5:8080/a/c")]
    public async Task Pod_AnyMethod_ReachesItsFirstPort(string method, string path, string seen)
    {
        await using var pod = await PodFixture.StartAsync();

        using var response = await pod.Server.SendAsync(method, Proxy + path);

        Assert.Equal(seen.Replace("%20", " "), Uri.UnescapeDataString(await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Pod_Request_CarriesTheClientsHeadersAndBodyButNotItsCredentials()
    {
        await using var pod = await PodFixture.StartAsync();
        HttpRequestMessage? seen = null;
        var body = "";
        pod.Pods.Http = async request =>
        {
            seen = request;
            body = await request.Content!.ReadAsStringAsync();
            var answer = new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new StringContent("done") };
            answer.Headers.Add("X-Answer", "yes");
            answer.Headers.Add("Access-Control-Allow-Origin", "*");
            return answer;
        };

        using var response = await pod.Server.SendAsync("POST", "/api/v1/namespaces/default/pods/http:p:9999/proxy/x", "payload", ("Authorization", "Bearer secret"), ("X-Mine", "1"), ("Connection", "X-Hop"), ("X-Hop", "gone"), ("Content-Type", "text/csv"));

        Assert.Equal("http://10.244.0.5:9999/x", seen!.RequestUri!.ToString());
        Assert.Equal("cluster", seen.Headers.Host);
        Assert.Equal(["1"], seen.Headers.GetValues("X-Mine"));
        Assert.Equal(["/api/v1/namespaces/default/pods/http:p:9999/proxy/x"], seen.Headers.GetValues("X-Forwarded-Uri"));
        Assert.False(seen.Headers.Contains("Authorization"));
        Assert.False(seen.Headers.Contains("X-Hop"));
        Assert.Equal("text/csv", seen.Content!.Headers.ContentType!.ToString());
        Assert.Equal("payload", body);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(["yes"], response.Headers.GetValues("X-Answer"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Pod_NoPath_IsSentToItsRoot()
    {
        await using var pod = await PodFixture.StartAsync();

        using var response = await pod.Server.SendAsync("GET", Proxy + "?a=b");

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(Proxy + "/?a=b", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/login", Proxy + "/login")]
    [InlineData("http://10.244.0.5:8080/login?x=1#y", Proxy + "/login?x=1#y")]
    [InlineData("other", "other")]
    [InlineData("https://example.com/login", "https://example.com/login")]
    [InlineData(Proxy + "/there", Proxy + "/there")]
    public async Task Pod_Redirect_StaysBehindTheProxy(string location, string seen)
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Http = _ =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.Redirect);
            answer.Headers.TryAddWithoutValidation("Location", location);
            return Task.FromResult(answer);
        };

        using var response = await pod.Server.SendAsync("GET", Proxy + "/x");

        Assert.Equal(seen, response.Headers.GetValues("Location").Single());
    }

    [Fact]
    public async Task Pod_Page_HasItsLinksRewritten()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Http = _ => Task.FromResult(new HttpResponseMessage
        {
            Content = new StringContent("<html><!-- <a href=\"/no\"> --><A HREF='/a?b=1&amp;c=2' class=x>ü</A><img src=/i.png><script>if (a < b) '<a href=\"/no\">'</script><a href=\"rel\">r</a></html>", Encoding.UTF8, "text/html"),
        });

        using var response = await pod.Server.SendAsync("GET", Proxy + "/x/");

        Assert.Equal(
            $"<html><!-- <a href=\"/no\"> --><a href=\"{Proxy}/a?b=1&amp;c=2\" class=\"x\">ü</A><img src=\"{Proxy}/i.png\"><script>if (a < b) '<a href=\"/no\">'</script><a href=\"rel\">r</a></html>",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Pod_NobodyListens_IsUnavailable()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Http = _ => throw new IOException("dial tcp 127.0.0.1:8080: connect: connection refused");

        var (status, document) = await pod.Server.CallAsync("GET", Proxy + "/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("error trying to reach service: dial tcp 10.244.0.5:8080: connect: connection refused", document.String("message"));
    }

    [Theory]
    [InlineData("a:b:c:d", "invalid pod request \"a:b:c:d\"")]
    [InlineData("ftp:p:80", "invalid pod request \"ftp:p:80\"")]
    public async Task Pod_WrongName_IsABadRequest(string id, string why)
    {
        await using var pod = await PodFixture.StartAsync();

        var (status, document) = await pod.Server.CallAsync("GET", $"/api/v1/namespaces/default/pods/{id}/proxy/");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(why, document.String("message"));
    }

    [Fact]
    public async Task Pod_EventStream_ComesPieceByPiece()
    {
        await using var pod = await PodFixture.StartAsync();
        var (near, far) = FakePods.Loop.Pair();
        pod.Pods.Http = _ => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(near) });
        using var response = await pod.Server.SendAsync("GET", Proxy + "/events");
        var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[16];

        await far.WriteTextAsync("one");
        var first = await stream.ReadAsync(buffer);
        await far.WriteTextAsync("three");
        var second = await stream.ReadAsync(buffer);

        Assert.Equal((3, 5), (first, second));
    }

    [Fact]
    public async Task Pod_WebSocket_PassesThrough()
    {
        await using var pod = await PodFixture.StartAsync();
        var asked = "";
        pod.Pods.Ports[8080] = async stream =>
        {
            var buffer = new byte[4096];
            while (!asked.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                asked += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
            }

            await stream.WriteTextAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Own: 1\r\n\r\nfirst");
            var read = await stream.ReadAsync(buffer);
            await stream.WriteTextAsync("echo " + Encoding.ASCII.GetString(buffer, 0, read));
        };
        await using var host = await KestrelHost.StartAsync(pod.Server.Server, IPAddress.Loopback, 0, null);

        var (client, head) = await SpdyClient.ConnectAsync(host.Port, Proxy + "/socket?x=1", null);
        await client.Transport.WriteTextAsync("hello");
        var all = await client.Transport.ReadTextAsync();

        Assert.StartsWith("POST /socket?x=1 HTTP/1.1\r\nHost: x\r\n", asked);
        Assert.Contains("Upgrade: SPDY/3.1\r\n", asked);
        Assert.StartsWith("HTTP/1.1 101", head);
        Assert.Contains("X-Own: 1\r\n", head);
        Assert.Equal("firstecho hello", all);
    }

    [Theory]
    [InlineData("web", 200, "GET http://10.244.0.5:8080/x")]
    [InlineData("web:80", 200, "GET http://10.244.0.5:8080/x")]
    [InlineData("http:web:main", 200, "GET http://10.244.0.5:8080/x")]
    [InlineData("web:81", 503, "no service port 81 found for service \"web\"")]
    [InlineData("web:other", 503, "no endpoints available for service \"web:other\"")]
    [InlineData("empty", 503, "no endpoints available for service \"empty\"")]
    [InlineData("nosuch", 404, "services \"nosuch\" not found")]
    public async Task Service_Name_IsResolvedThroughItsEndpoints(string id, int status, string text)
    {
        await using var pod = await PodFixture.StartAsync();
        const string Services = "/api/v1/namespaces/default/services";
        await pod.CallAsync("POST", Services, """{"metadata":{"name":"web"},"spec":{"clusterIP":"None","ports":[{"name":"main","port":80}]}}""");
        await pod.CallAsync("POST", "/api/v1/namespaces/default/endpoints", """{"metadata":{"name":"empty"}}""");
        await pod.CallAsync("POST", "/api/v1/namespaces/default/endpoints", """
            {"metadata":{"name":"web"},"subsets":[
              {"addresses":[{"ip":"10.244.0.5","targetRef":{"kind":"Pod","namespace":"default","name":"p"}}],"ports":[{"name":"main","port":8080}]},
              {"addresses":[{"ip":"10.244.0.5","targetRef":{"kind":"Pod","namespace":"default","name":"p"}}],"ports":[{"port":8080}]}]}
            """);

        using var response = await pod.Server.SendAsync("GET", $"{Services}/{id}/proxy/x");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(text.Replace("\"", "\\\"", StringComparison.Ordinal), (await response.Content.ReadAsStringAsync()).Replace("GET http", "GET http", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/pods", "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"p\"")]
    [InlineData("/runningpods/", "\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"busybox\"")]
    [InlineData("/configz", "{\"kubeletconfig\":{}}")]
    [InlineData("/stats/summary", "{\"node\":{\"nodeName\":\"n\",\"startTime\":\"1970-01-01T00:00:00Z\",\"cpu\":{\"time\":\"1970-01-01T01:00:00Z\",\"usageNanoCores\":300000000,\"usageCoreNanoSeconds\":9000000000}")]
    [InlineData("/metrics/resource", "container_cpu_usage_seconds_total{container=\"app\",namespace=\"default\",pod=\"p\"} 3\n")]
    [InlineData("/metrics/cadvisor", "container_memory_working_set_bytes{container=\"app\"")]
    [InlineData("/metrics", "kubelet_running_pods 1\n")]
    [InlineData("/containerLogs/default/p/app", "line\n")]
    [InlineData("/logs/", "<a href=\"containers/\">containers/</a>\n<a href=\"pods/\">pods/</a>\n")]
    [InlineData("/logs/containers/p_default_app.log", "line\n")]
    [InlineData("/run/default/p/nosuch", "405: Method Not Allowed")]
    [InlineData("/containerLogs/default/p/nosuch", "container \"nosuch\" not found in pod \"p\"")]
    [InlineData("/spec", "404 page not found\n")]
    [InlineData("/debug/pprof/", "<title>/debug/pprof/</title>")]
    [InlineData("/debug/pprof/heap", "Unknown profile\n")]
    public async Task Kubelet_Api_Answers(string path, string text)
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Pods = [pod.Server.Services.Api.Get(pod.Server.Services.Catalog.Find("", "v1", "pods")!, "default", "p")];

        using var response = await pod.Server.SendAsync("GET", "/api/v1/nodes/n/proxy" + path);

        Assert.Contains(text, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Kubelet_Run_AnswersTheOutput()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Pods = [pod.Server.Services.Api.Get(pod.Server.Services.Catalog.Find("", "v1", "pods")!, "default", "p")];
        pod.Pods.Exec = async (command, streams, _) =>
        {
            await streams.Stdout!.WriteTextAsync(string.Join('+', command));
            return command[0] == "false" ? 1 : 0;
        };

        using var good = await pod.Server.SendAsync("POST", "/api/v1/nodes/n/proxy/run/default/p/app?cmd=echo%20hi");
        using var bad = await pod.Server.SendAsync("POST", "/api/v1/nodes/n:10250/proxy/run/default/p/app?cmd=false");

        Assert.Equal("echo+hi", await good.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.InternalServerError, bad.StatusCode);
        Assert.Equal("command 'false' exited with 1: false", await bad.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Node_NoKubelet_IsUnavailable()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.HasKubelet = false;

        var (status, document) = await pod.Server.CallAsync("GET", "/api/v1/nodes/n/proxy/healthz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("error trying to reach service: dial tcp 10.0.0.7:10250: connect: connection refused", document.String("message"));
    }

    [Theory]
    [InlineData("/a/./b//../c", "/a/c")]
    [InlineData("/../..", "/")]
    [InlineData("/", "/")]
    public void Path_Clean_IsThatOfGo(string path, string clean) => Assert.Equal(clean, ProxyPath.Clean(path));
}
