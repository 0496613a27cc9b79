using System.Net;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Streams;

/// <summary>What clients and programs do wrong: both sides are told, and nothing grows.</summary>
public sealed class BadStreamTests(PodStreamFixture pods) : IClassFixture<PodStreamFixture>
{
    private const string V4 = "v4.channel.k8s.io";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Client_VanishesInMidCopy_TheProgramIsToldAndHasWrittenLittle()
    {
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, "echo/exec?command=flood&stdout=1", V4);
        for (var messages = 0; messages < 10; messages++)
        {
            Assert.NotNull(await socket.ReadAsync());
        }

        socket.Vanish();
        await pods.Meter.Told.WaitAsync(Patience);

        // Ten messages, and what pipes and buffers hold.
        Assert.InRange(pods.Meter.Written, 1, 4 * 1024 * 1024);
    }

    [Fact]
    public async Task Client_VanishesInMidTar_TheProcessIsGone()
    {
        await RunAsync("head -c 20000000 /dev/zero > /tmp/large");
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, "box/exec?command=tar&command=cf&command=-&command=%2Ftmp%2Flarge&stdout=1", V4);
        Assert.NotNull(await socket.ReadAsync());
        Assert.NotNull(await socket.ReadAsync());
        Assert.Contains("tar", await RunAsync("ps"));

        socket.Vanish();
        var processes = "tar";
        for (var look = 0; processes.Contains("tar", StringComparison.Ordinal) && look < 1000; look++)
        {
            processes = await RunAsync("ps");
        }

        Assert.DoesNotContain("tar", processes);
    }

    [Fact]
    public async Task Program_Throws_TheClientGetsAStatusAndTheGoodbye()
    {
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, "echo/exec?command=throw&stdout=1&stderr=1", V4);
        await socket.ReadToEndAsync();

        Assert.Contains("\"status\":\"Failure\"", socket.Text(3));
        Assert.Contains("this program is broken", socket.Text(3));
    }

    [Theory]
    [InlineData("box/exec?command=ls&stdout=1&container=nosuch", V4, "400: container nosuch is not valid for pod box")]
    [InlineData("nosuch/exec?command=ls&stdout=1", V4, "404: pods \"nosuch\" not found")]
    [InlineData("box/exec?command=ls", V4, "400: you must specify at least 1 of stdin, stdout, stderr")]
    [InlineData("box/exec?command=ls&stdout=1", "v9.channel.k8s.io", "403: ")]
    [InlineData("box/portforward?ports=none", "", "400: unable to parse \"none\" as a port")]
    public async Task Handshake_ThatMakesNoSense_IsRefusedInTheServersWords(string path, string protocol, string refusal)
    {
        var failure = await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => PodSocket.OpenAsync(pods.Cluster, path, protocol.Length == 0 ? [] : [protocol]));

        Assert.Contains(refusal.Replace("\"", "", StringComparison.Ordinal)[5..], failure.Message.Replace("\\\"", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal));
        Assert.StartsWith($"The server answered {refusal[..3]}:", failure.Message);
    }

    [Fact]
    public async Task Command_ThatDoesNotExist_IsTheRuntimesError()
    {
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, "box/exec?command=nosuch&stdout=1", V4);
        await socket.ReadToEndAsync();

        Assert.Contains("exec: \\\"nosuch\\\": executable file not found in $PATH: unknown", socket.Text(3));
    }

    [Fact]
    public async Task Log_HundredsOfMegabytes_KeepsItsNewestPart()
    {
        await pods.Cluster.Objects.ApplyAsync("""
            apiVersion: v1
            kind: Pod
            metadata: {name: talker}
            spec:
              restartPolicy: Never
              containers: [{name: c, image: busybox, command: [sh, -c, "yes 'a line of some length that is written again and again and again and once more' | head -c 200000000; echo; echo the end"]}]
            """);
        await pods.Cluster.Objects.WaitForAsync("pods", "talker", pod => pod?.Status.String("phase") == "Succeeded", timeout: Patience);
        using var client = new HttpClient(pods.Cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster") };
        var log = await client.GetByteArrayAsync(new Uri("/api/v1/namespaces/default/pods/talker/log", UriKind.Relative));

        // The kubelet's containerLogMaxSize.
        Assert.InRange(log.Length, 5 * 1024 * 1024, 10 * 1024 * 1024);
        Assert.EndsWith("the end\n", Encoding.UTF8.GetString(log));
    }

    [Fact]
    public async Task Log_FollowerThatDoesNotRead_HoldsNobodyUp()
    {
        await pods.Cluster.Objects.ApplyAsync("""
            apiVersion: v1
            kind: Pod
            metadata: {name: unheard}
            spec:
              restartPolicy: Never
              containers: [{name: c, image: busybox, command: [sh, -c, "until [ -f /go ]; do sleep 0.01; done; yes 'nobody reads this line, and it is written all the same' | head -c 30000000"]}]
            """);
        await pods.Cluster.Objects.WaitForReadyAsync("pods", "unheard");
        using var client = new HttpClient(pods.Cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster") };
        using var follower = await client.GetAsync(new Uri("/api/v1/namespaces/default/pods/unheard/log?follow=true", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        await RunAsync("touch /go", "unheard");

        Assert.NotNull(await pods.Cluster.Objects.WaitForAsync("pods", "unheard", pod => pod?.Status.String("phase") == "Succeeded", timeout: Patience));
        Assert.Equal(HttpStatusCode.OK, follower.StatusCode);
    }

    private async Task<string> RunAsync(string script, string pod = "box")
    {
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, $"{pod}/exec?command=sh&command=-c&command={Uri.EscapeDataString(script)}&stdout=1&stderr=1", V4);
        await socket.ReadToEndAsync();
        return socket.Text(1) + socket.Text(2);
    }
}
