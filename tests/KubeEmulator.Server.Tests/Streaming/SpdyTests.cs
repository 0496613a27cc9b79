using System.Net;
using System.Text;
using KubeEmulator.Server.Streaming.Spdy;
using KubeEmulator.Server.Transport;

namespace KubeEmulator.Server.Tests.Streaming;

public sealed class SpdyTests : IAsyncLifetime
{
    private PodFixture _pod = null!;
    private KestrelHost _host = null!;

    public async Task InitializeAsync()
    {
        _pod = await PodFixture.StartAsync();
        _host = await KestrelHost.StartAsync(_pod.Server.Server, IPAddress.Loopback, 0, null);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _pod.DisposeAsync();
    }

    [Fact]
    public void Dictionary_IsThatOfTheStandard()
    {
        Assert.Equal(1423, SpdyDictionary.Bytes.Length);
        Assert.Equal(0xe3c6a7c2, SpdyDictionary.Checksum);
    }

    [Fact]
    public async Task Exec_Streams_CarryInputOutputAndTheExitCode()
    {
        _pod.Pods.Exec = async (_, streams, cancellation) =>
        {
            await streams.Stdout!.WriteTextAsync("got " + await streams.Stdin!.ReadTextAsync(cancellation));
            return 7;
        };

        var (client, head) = await SpdyClient.ConnectAsync(_host.Port, PodFixture.Pod + "/exec?command=cat&stdin=true&stdout=true", "v4.channel.k8s.io");
        await using var _ = client;
        await client.OpenAsync(1, SpdyClient.ErrorHeaders);
        await client.OpenAsync(3, SpdyClient.StdinHeaders);
        await client.OpenAsync(5, SpdyClient.StdoutHeaders);
        string[] replies = [await client.NextAsync(), await client.NextAsync(), await client.NextAsync()];
        await client.DataAsync(3, "some ");
        await client.DataAsync(3, "bytes", fin: true);
        string[] answers = [await client.NextAsync(), await client.NextAsync()];

        Assert.StartsWith("HTTP/1.1 101", head);
        Assert.Contains("Upgrade: SPDY/3.1\r\n", head);
        Assert.Contains("X-Stream-Protocol-Version: v4.channel.k8s.io\r\n", head);
        Assert.Equal(["reply 1", "reply 3", "reply 5"], replies);
        Assert.Equal("data 5 got some bytes", answers[0]);
        Assert.StartsWith("data 1 {\"metadata\":{},\"status\":\"Failure\",\"message\":\"command terminated with non-zero exit code: error executing command [cat], exit code 7\"", answers[1]);
        string[] ends = [await client.NextAsync(), await client.NextAsync(), await client.NextAsync()];
        Assert.Equal(["data 1 fin", "data 3 fin", "data 5 fin"], ends.Order());
        Assert.Equal("goaway 5", await client.NextAsync());
    }

    [Fact]
    public async Task Connection_PingAndWindow_AreAnswered()
    {
        var read = new TaskCompletionSource();
        _pod.Pods.Exec = async (_, streams, cancellation) =>
        {
            await streams.Stdin!.ReadExactlyAsync(new byte[20_000], cancellation);
            await read.Task;
            return 0;
        };

        var (client, _) = await SpdyClient.ConnectAsync(_host.Port, PodFixture.Pod + "/exec?command=cat&stdin=true", "v4.channel.k8s.io");
        await using var closing = client;
        await client.OpenAsync(1, SpdyClient.ErrorHeaders);
        await client.OpenAsync(3, SpdyClient.StdinHeaders);
        string[] replies = [await client.NextAsync(), await client.NextAsync()];
        await client.ControlAsync(6, 0, [0, 0, 0, 9]);
        var pong = await client.NextAsync();
        await client.DataAsync(3, new string('x', 20_000));
        var window = await client.NextAsync();
        read.SetResult();

        Assert.Equal(["reply 1", "reply 3"], replies);
        Assert.Equal("ping 9", pong);
        Assert.StartsWith("window 3 ", window);
    }

    [Fact]
    public async Task Exec_ClientResetsAndLeaves_TheProgramIsTold()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource();
        _pod.Pods.Exec = async (_, _, cancellation) =>
        {
            begun.SetResult();
            await Task.WhenAny(Task.Delay(Timeout.Infinite, cancellation));
            told.SetResult();
            return 0;
        };

        var (client, _) = await SpdyClient.ConnectAsync(_host.Port, PodFixture.Pod + "/exec?command=cat&stdin=true", "v4.channel.k8s.io");
        await client.OpenAsync(1, SpdyClient.ErrorHeaders);
        await client.OpenAsync(3, SpdyClient.StdinHeaders);
        await client.NextAsync();
        await client.NextAsync();
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await client.ControlAsync(3, 0, [0, 0, 0, 3, 0, 0, 0, 5]);
        await client.DisposeAsync();

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(null, "HTTP/1.1 400")]
    [InlineData("v8.channel.k8s.io", "HTTP/1.1 403")]
    public async Task Exec_WrongProtocol_IsRefused(string? protocol, string status)
    {
        var (client, head) = await SpdyClient.ConnectAsync(_host.Port, PodFixture.Pod + "/exec?command=cat&stdout=true", protocol);
        await using var _ = client;

        Assert.StartsWith(status, head);
        Assert.Equal(protocol is not null, head.Contains("X-Accepted-Stream-Protocol-Versions"));
    }

    [Fact]
    public async Task Connection_Garbage_Closes()
    {
        var (client, _) = await SpdyClient.ConnectAsync(_host.Port, PodFixture.Pod + "/exec?command=cat&stdout=true", "v4.channel.k8s.io");
        await using var closing = client;
        await client.OpenAsync(1, [1, 2, 3, 4, 5, 6, 7]);

        var frames = await client.AllAsync();

        Assert.Equal(["goaway 0"], frames);
    }

    [Fact]
    public async Task Forward_PairsOfStreams_AreConnectionsOfTheirOwn()
    {
        _pod.Pods.Ports[8080] = async stream =>
        {
            var said = await stream.ReadTextAsync();
            await stream.WriteTextAsync("echo " + said);
        };

        var (client, head) = await SpdyClient.ConnectAsync(_host.Port, PodFixture.Pod + "/portforward", "portforward.k8s.io");
        await using var _ = client;
        await client.OpenAsync(1, ("streamtype", "error"), ("port", "8080"), ("requestid", "0"));
        await client.OpenAsync(3, ("streamtype", "data"), ("port", "8080"), ("requestid", "0"));
        await client.OpenAsync(5, ("streamtype", "error"), ("port", "81"), ("requestid", "1"));
        await client.OpenAsync(7, ("streamtype", "data"), ("port", "81"), ("requestid", "1"));
        await client.OpenAsync(9, ("streamtype", "data"), ("port", "none"), ("requestid", "2"));
        await client.DataAsync(3, "hi", fin: true);
        var frames = new List<string>();
        while (frames.Count < 10)
        {
            frames.Add(await client.NextAsync());
        }

        Assert.StartsWith("HTTP/1.1 101", head);
        Assert.Contains("data 3 echo hi", frames);
        Assert.Contains("data 3 fin", frames);
        Assert.Contains(frames, f => f.StartsWith("data 5 error forwarding port 81 to pod ", StringComparison.Ordinal) && f.EndsWith("connection refused", StringComparison.Ordinal));
        Assert.Contains("rst 9 5", frames);
    }

    [Fact]
    public async Task Forward_TunnelInAWebSocket_CarriesTheSameFrames()
    {
        _pod.Pods.Ports[8080] = stream => stream.WriteTextAsync("hello");
        using var socket = await _pod.ConnectAsync("/portforward", "SPDY/3.1+portforward.k8s.io");
        var client = new SpdyClient(new KubeEmulator.Server.Streaming.Sessions.SocketStream(socket));

        await client.OpenAsync(1, ("streamtype", "error"), ("port", "8080"), ("requestid", "0"));
        await client.OpenAsync(3, ("streamtype", "data"), ("port", "8080"), ("requestid", "0"));
        string[] frames = [await client.NextAsync(), await client.NextAsync(), await client.NextAsync()];

        Assert.Equal(["reply 1", "reply 3", "data 3 hello"], frames);
    }

    [Fact]
    public async Task Forward_Channels_BeginWithThePortAndTellErrors()
    {
        _pod.Pods.Ports[8080] = async stream =>
        {
            var buffer = new byte[2];
            await stream.ReadExactlyAsync(buffer);
            await stream.WriteTextAsync("echo " + Encoding.UTF8.GetString(buffer));
        };
        using var socket = await _pod.ConnectAsync("/portforward?ports=8080&ports=81");

        await socket.SendAsync(0, "hi");
        var all = await socket.AllAsync();

        Assert.Contains("0:\u0090\u001f".Replace("\u0090", "\uFFFD"), all);
        Assert.Contains("0:echo hi", all);
        Assert.Contains("2:Q\0", all);
        Assert.Contains(all, m => m.StartsWith("3:error forwarding port 81 to pod ", StringComparison.Ordinal));
        Assert.Equal("close", all[^1]);
    }
}
