using System.Formats.Tar;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace KubeEmulator.Tests.Streams;

/// <summary>What the official C# client does on streams, played with raw frames against programs that really run.</summary>
public sealed class OfficialClientStreamTests(PodStreamFixture pods) : IClassFixture<PodStreamFixture>
{
    private const string V4 = "v4.channel.k8s.io";
    private const string Success = "{\"metadata\":{},\"status\":\"Success\"}";

    // Its frames of a large write (15 MiB), and what is left of the write.
    private const int FrameSize = 15 * 1024 * 1024;
    private const int RestSize = 1024 * 1024;

    [Fact]
    public async Task Exec_FlagsAsDigitsAndCommandWordByWord_AreUnderstood()
    {
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, "box/exec?command=printf&command=%5B%25s%5D&command=a%20b&command=&stdin=0&stdout=1&stderr=1&tty=0", V4);
        await socket.ReadToEndAsync();

        Assert.Equal(V4, socket.Protocol);
        Assert.Equal("[a b][]", socket.Text(1));
        Assert.Equal(Success, socket.Text(3));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v4.channel.k8s.io")]
    [InlineData("v5.channel.k8s.io")]
    public async Task Exec_AnyAskedSubprotocol_CarriesTheSameChannels(string protocol)
    {
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, "box/exec?command=sh&command=-c&command=echo%20out%3B%20echo%20err%20%3E%262&stdout=1&stderr=1", protocol.Length == 0 ? [] : [protocol]);
        await socket.ReadToEndAsync();

        Assert.Equal(("out\n", "err\n"), (socket.Text(1), socket.Text(2)));
        Assert.Equal(protocol.Length == 0 ? "" : Success, socket.Text(3));
    }

    [Fact]
    public async Task Exec_ExitCode_IsACauseOfTheStatusBeforeTheGoodbye()
    {
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, "box/exec?command=sh&command=-c&command=exit%2042&stdout=1", V4);
        var channels = new List<int>();
        while (await socket.ReadAsync() is var (channel, _))
        {
            channels.Add(channel);
        }

        Assert.Equal(3, channels[^1]);
        Assert.Contains("\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":\"ExitCode\",\"message\":\"42\"}]}", socket.Text(3));
        Assert.Equal(WebSocketState.CloseReceived, socket.State);
    }

    // The client reads the goodbye and never answers it.
    [Fact]
    public async Task Goodbye_NobodyAnswersIt_TheServerDoesNotWait()
    {
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, "box/exec?command=true&stdin=1&stdout=1", V4);
        await socket.ReadToEndAsync();

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!patience.IsCancellationRequested)
            {
                await socket.SendAsync(0, new byte[32 * 1024]);
            }
        });
    }

    [Fact]
    public async Task Tar_NoEndOfInput_StopsAtTheEndOfTheArchive()
    {
        var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, "there.txt") { DataStream = new MemoryStream("copied"u8.ToArray()) });
        }

        await using var copy = await PodSocket.OpenAsync(pods.Cluster, "box/exec?command=tar&command=xmf&command=-&command=-C&command=%2Ftmp&stdin=1&stdout=1&stderr=1", V4);
        await copy.SendAsync(0, archive.ToArray());
        await copy.ReadToEndAsync();
        await using var look = await PodSocket.OpenAsync(pods.Cluster, "box/exec?command=cat&command=%2Ftmp%2Fthere.txt&stdout=1", V4);
        await look.ReadToEndAsync();

        Assert.Equal((Success, ""), (copy.Text(3), copy.Text(2)));
        Assert.Equal("copied", look.Text(1));
    }

    [Fact]
    public async Task Write_SeveralFramesOfOneMessage_EachBeginsWithTheChannel()
    {
        var bytes = new byte[FrameSize + RestSize];
        new Random(15).NextBytes(bytes);

        await using var socket = await PodSocket.OpenAsync(pods.Cluster, $"box/exec?command=sh&command=-c&command=head%20-c%20{bytes.Length}%20%7C%20sha256sum&stdin=1&stdout=1", V4);
        await socket.SendAsync(0, bytes.AsMemory(0, FrameSize), endOfMessage: false);
        await socket.SendAsync(0, bytes.AsMemory(FrameSize));
        await socket.ReadToEndAsync();

        Assert.Equal($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  -\n", socket.Text(1));
    }

    [Fact]
    public async Task Attach_NoSubprotocol_JoinsTheProcessAndEndsWithIt()
    {
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, "reader/attach?stdin=1&stdout=1&stderr=1&tty=0");
        await socket.SendAsync(0, "a line\n");
        await socket.ReadToEndAsync();

        Assert.Null(socket.Protocol);
        Assert.Equal("got a line\n", socket.Text(1));
    }

    [Fact]
    public async Task PortForward_NoSubprotocol_EachPortHasTwoChannelsThatBeginWithIt()
    {
        await using var socket = await PodSocket.OpenAsync(pods.Cluster, "echo/portforward?ports=7001&ports=7002&ports=7003");
        await socket.SendAsync(0, "to the first");
        await socket.SendAsync(2, "to the second");
        await socket.ReadUntilAsync(0, "first");
        await socket.ReadUntilAsync(2, "second");
        await socket.ReadUntilAsync(5, "connection refused");

        Assert.Equal([0x59, 0x1b, .. "to the first"u8], socket.Bytes(0));
        Assert.Equal([0x59, 0x1b], socket.Bytes(1));
        Assert.Equal([0x5a, 0x1b, .. "to the second"u8], socket.Bytes(2));
        Assert.Equal([0x5b, 0x1b], socket.Bytes(4));
        Assert.Equal([0x5b, 0x1b, .. "error forwarding port 7003 to pod "u8], socket.Bytes(5)[..36]);
    }

    [Fact]
    public async Task Sessions_AHundredAtOnce_KeepTheirBytesApart()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            var bytes = new byte[40_000];
            new Random(i).NextBytes(bytes);
            await using var socket = await PodSocket.OpenAsync(pods.Cluster, i % 2 == 0 ? "box/exec?command=cat&stdin=1&stdout=1" : "echo/exec?command=cat&stdin=1&stdout=1", "v5.channel.k8s.io");
            var reading = socket.ReadToEndAsync();
            for (var at = 0; at < bytes.Length; at += 7_000)
            {
                await socket.SendAsync(0, bytes.AsMemory(at, Math.Min(7_000, bytes.Length - at)));
            }

            await socket.SendAsync(255, new byte[] { 0 });
            await reading;
            return (socket.Text(3), Same: bytes.AsSpan().SequenceEqual(socket.Bytes(1)));
        }));

        Assert.All(answers, answer => Assert.Equal((Success, true), answer));
    }

    [Fact]
    public async Task Log_Follow_HeadersComeBeforeAnyLine()
    {
        using var client = new HttpClient(pods.Cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster") };
        using var response = await client.GetAsync(new Uri("/api/v1/namespaces/default/pods/box/log?follow=true", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
    }
}
