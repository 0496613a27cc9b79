namespace KubeEmulator.Tests.Streams;

/// <summary>The kubelet's own API through <c>nodes/NAME/proxy</c>, with a kubelet and programs that are really there.</summary>
public sealed class KubeletRoadTests(PodStreamFixture pods) : IClassFixture<PodStreamFixture>
{
    private const string Kubelet = "/api/v1/nodes/node-0/proxy";

    [Fact]
    public async Task Exec_OverTheKubeletsPath_IsTheSameStream()
    {
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, $"{Kubelet}/exec/default/box/c?command=tr&command=a-z&command=A-Z&input=1&output=1", "v5.channel.k8s.io");
        await socket.SendAsync(0, "by the kubelet\n");
        await socket.SendAsync(255, "\0");
        await socket.ReadToEndAsync();

        Assert.Equal("BY THE KUBELET\n", socket.Text(1));
        Assert.Contains("Success", socket.Text(3));
    }

    [Fact]
    public async Task PortForward_OverTheKubeletsPath_ReachesThePort()
    {
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, $"{Kubelet}/portForward/default/echo?port=7001");
        await socket.SendAsync(0, "there and back");
        await socket.ReadUntilAsync(0, "there and back");
    }

    [Theory]
    [InlineData("GET", "/pods", "\"name\":\"box\"")]
    [InlineData("GET", "/runningpods/", "\"image\":\"busybox\"")]
    [InlineData("GET", "/stats/summary", "\"podRef\":{\"name\":\"box\"")]
    [InlineData("GET", "/metrics/resource", "container_memory_working_set_bytes{container=\"c\",namespace=\"default\",pod=\"box\"}")]
    [InlineData("GET", "/metrics/cadvisor", "container_cpu_usage_seconds_total")]
    [InlineData("GET", "/metrics/probes", "prober_probe_total")]
    [InlineData("GET", "/configz", "\"kubeletconfig\"")]
    [InlineData("GET", "/healthz", "ok")]
    [InlineData("GET", "/containerLogs/default/teller/c", "one\ntwo\n")]
    [InlineData("GET", "/containerLogs/default/teller/c?stream=Stderr", "two\n")]
    [InlineData("GET", "/logs/pods/", "default_teller_")]
    [InlineData("GET", "/logs/containers/teller_default_c.log", " stdout F one\n")]
    [InlineData("GET", "/logs/containers/teller_default_c.log", " stderr F two\n")]
    [InlineData("POST", "/run/default/box/c?cmd=echo%20ran", "ran\n")]
    [InlineData("GET", "/debug/pprof/heap", "Unknown profile\n")]
    public async Task Path_OfTheKubelet_Answers(string method, string path, string text)
    {
        await pods.Cluster.Objects.ApplyAsync("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"teller"},"spec":{"containers":[{"name":"c","image":"busybox","command":["sh","-c","echo one; echo two >&2; sleep 1000000"]}]}}""");
        await pods.Cluster.Objects.WaitForReadyAsync("pods", "teller");
        await pods.Cluster.QuietAsync();
        using var client = new HttpClient(pods.Cluster.CreateHandler());
        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), new Uri("http://cluster" + Kubelet + path)));

        Assert.Contains(text, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("stream=Stdout", "one\n")]
    [InlineData("stream=Stderr", "two\n")]
    [InlineData("stream=All", "one\ntwo\n")]
    public async Task Log_OneStream_LeavesTheOtherOut(string query, string text)
    {
        await Path_OfTheKubelet_Answers("GET", "/healthz", "ok");
        using var client = new HttpClient(pods.Cluster.CreateHandler());

        Assert.Equal(text, await client.GetStringAsync(new Uri($"http://cluster/api/v1/namespaces/default/pods/teller/log?{query}")));
    }
}
