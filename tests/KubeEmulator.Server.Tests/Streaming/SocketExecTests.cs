using System.Net;
using System.Net.WebSockets;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Tests.Streaming;

public sealed class SocketExecTests
{
    private const string V4 = "v4.channel.k8s.io";

    [Fact]
    public async Task Exec_V4_SendsOutputThenStatusThenClose()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Exec = async (command, streams, _) =>
        {
            await streams.Stdout!.WriteTextAsync(string.Join(' ', command));
            await streams.Stderr!.WriteTextAsync("oops");
            return 0;
        };

        using var socket = await pod.ConnectAsync("/exec?command=echo&command=hi&stdout=1&stderr=1", V4);

        Assert.Equal(V4, socket.SubProtocol);
        Assert.Equal(["1:", "1:echo hi", "2:oops", "3:{\"metadata\":{},\"status\":\"Success\"}", "close"], await socket.AllAsync());
    }

    [Fact]
    public async Task Exec_V4ExitCode_IsAStatusWithItsCause()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Exec = (_, _, _) => Task.FromResult(3);

        using var socket = await pod.ConnectAsync("/exec?command=sh&command=-c&stdout=1", V4);
        var all = await socket.AllAsync();

        Assert.Equal(
            "3:{\"metadata\":{},\"status\":\"Failure\",\"message\":\"command terminated with non-zero exit code: error executing command [sh -c], exit code 3\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":\"ExitCode\",\"message\":\"3\"}]}}",
            all[^2]);
    }

    [Fact]
    public async Task Exec_NoSubprotocol_SendsOnlyTheTextOfAFailure()
    {
        await using var pod = await PodFixture.StartAsync();
        using var good = await pod.ConnectAsync("/exec?command=true&stdout=1");
        pod.Pods.Exec = (_, _, _) => Task.FromResult(1);
        using var bad = await pod.ConnectAsync("/exec?command=false&stdout=1");

        Assert.Equal(["1:", "close"], await good.AllAsync());
        Assert.Equal(["1:", "3:command terminated with non-zero exit code: error executing command [false], exit code 1", "close"], await bad.AllAsync());
    }

    [Fact]
    public async Task Exec_V5Close_EndsStdinAndNothingElse()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Exec = async (_, streams, cancellation) =>
        {
            await streams.Stdout!.WriteTextAsync("got " + await streams.Stdin!.ReadTextAsync(cancellation));
            return 4;
        };

        using var socket = await pod.ConnectAsync("/exec?command=cat&stdin=1&stdout=1", "v5.channel.k8s.io");
        await socket.SendAsync(0, "hello");
        await socket.SendAsync(0, " you");
        await socket.SendAsync(255, "\0");
        var all = await socket.AllAsync();

        Assert.Equal("1:got hello you", all[1]);
        Assert.Contains("command terminated with non-zero exit code: command terminated with exit code 4", all[2]);
    }

    [Fact]
    public async Task Exec_FramesOfOneMessage_BeginEachWithTheChannel()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Exec = ReadBytes(6);

        using var socket = await pod.ConnectAsync("/exec?command=cat&stdin=1&stdout=1", V4);
        await socket.SendAsync(0, "abc", endOfMessage: false);
        await socket.SendAsync(0, "def");

        Assert.Equal("1:abcdef", (await socket.AllAsync())[1]);
    }

    [Fact]
    public async Task Exec_Base64_IsDecodedAndEncoded()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Exec = ReadBytes(4);

        using var socket = await pod.ConnectAsync("/exec?command=cat&stdin=1&stdout=1", "v4.base64.channel.k8s.io");
        await socket.SendAsync(Encoding.ASCII.GetBytes("0" + Convert.ToBase64String("foo\n"u8)), WebSocketMessageType.Text, true, CancellationToken.None);
        await socket.NextAsync();
        var answer = await socket.NextAsync();

        Assert.Equal("1" + Convert.ToBase64String("foo\n"u8), Encoding.ASCII.GetString(answer!));
    }

    [Fact]
    public async Task Exec_Terminal_GetsSizesAndNoErrorsOfItsOwn()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Exec = async (_, streams, cancellation) =>
        {
            Assert.True(streams.Tty);
            Assert.Null(streams.Stderr);
            await foreach (var (width, height) in streams.Resizes!.WithCancellation(cancellation))
            {
                await streams.Stdout!.WriteTextAsync($"{width}x{height}");
                return 0;
            }

            return 1;
        };

        using var socket = await pod.ConnectAsync("/exec?command=sh&stdin=1&stdout=1&stderr=1&tty=1", V4);
        await socket.SendAsync(4, "{\"Width\":120,");
        await socket.SendAsync(4, "\"Height\":40}");

        Assert.Equal("1:120x40", (await socket.AllAsync())[1]);
    }

    [Fact]
    public async Task Exec_ClientVanishes_TheProgramIsTold()
    {
        await using var pod = await PodFixture.StartAsync();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource();
        pod.Pods.Exec = async (_, _, cancellation) =>
        {
            begun.SetResult();
            await Task.WhenAny(Task.Delay(Timeout.Infinite, cancellation));
            told.SetResult();
            return 0;
        };

        var socket = await pod.ConnectAsync("/exec?command=sleep&stdout=1", V4);
        await socket.NextAsync();
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20));
        socket.Abort();
        socket.Dispose();

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Exec_ProgramThrows_TheClientIsToldAndTheSocketCloses()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Exec = (_, _, _) => throw new Api.PodRuntimeException("exec: \"nosuch\": executable file not found in $PATH");

        using var socket = await pod.ConnectAsync("/exec?command=nosuch&stdout=1", V4);
        var all = await socket.AllAsync();

        Assert.Contains("\"message\":\"Internal error occurred: error executing command in container: exec: \\\"nosuch\\\": executable file not found in $PATH\",\"reason\":\"InternalError\",\"code\":500", all[1]);
        Assert.Equal("close", all[2]);
    }

    [Fact]
    public async Task Exec_ProgramNeverReads_HoldsTheClientBack()
    {
        await using var pod = await PodFixture.StartAsync();
        var end = new TaskCompletionSource<int>();
        pod.Pods.Exec = (_, _, _) => end.Task;
        using var socket = await pod.ConnectAsync("/exec?command=sleep&stdin=1&stdout=1", V4);
        await socket.NextAsync();

        var sending = socket.SendAsync(0, new string('x', 4 * 1024 * 1024));
        var first = await Task.WhenAny(sending, Task.Delay(200));
        end.SetResult(0);

        Assert.NotSame(sending, first);
        Assert.Contains("Success", await socket.TextAsync());
        Assert.Equal("close", await socket.TextAsync());
        await sending.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Exec_UnknownSubprotocol_IsForbidden()
    {
        await using var pod = await PodFixture.StartAsync();

        Assert.StartsWith("The server answered 403:", await pod.RefusedAsync("/exec?command=ls&stdout=1", "v9.channel.k8s.io"));
    }

    [Theory]
    [InlineData("/exec?command=ls", "400: you must specify at least 1 of stdin, stdout, stderr")]
    [InlineData("/exec?command=ls&stdout=1&container=nosuch", "container nosuch is not valid for pod p")]
    [InlineData("/attach?stdout=1&container=nosuch", "container nosuch is not valid for pod p")]
    public async Task Exec_WrongOptions_AreRefused(string path, string why)
    {
        await using var pod = await PodFixture.StartAsync();

        Assert.Contains(why, await pod.RefusedAsync(path, V4));
    }

    [Fact]
    public async Task Exec_ContainerDoesNotRun_IsAnErrorOfTheKubelet()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Running.Clear();

        Assert.Contains("500: container not found (\"app\")", await pod.RefusedAsync("/exec?command=ls&stdout=1", V4));
        Assert.Contains("500: container app not found in pod p_default", await pod.RefusedAsync("/attach?stdout=1", V4));
        Assert.Contains("500: pod not found (\"p_default\")", await pod.RefusedAsync("/portforward?ports=80", V4));
    }

    [Fact]
    public async Task Exec_NoKubelet_IsADialError()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.HasKubelet = false;

        Assert.Contains("error dialing backend: dial tcp 10.0.0.7:10250: connect: connection refused", await pod.RefusedAsync("/exec?command=ls&stdout=1", V4));
    }

    [Fact]
    public async Task Exec_NoUpgrade_IsABadRequest()
    {
        await using var pod = await PodFixture.StartAsync();

        var (status, document) = await pod.Server.CallAsync("POST", PodFixture.Pod + "/exec?command=ls&stdout=1");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("Upgrade request required", document.String("message"));
    }

    [Fact]
    public async Task Attach_JoinsBothWays()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Attach = async (streams, cancellation) =>
        {
            var buffer = new byte[3];
            await streams.Stdin!.ReadExactlyAsync(buffer, cancellation);
            await streams.Stdout!.WriteTextAsync("you said " + Encoding.UTF8.GetString(buffer));
        };

        using var socket = await pod.ConnectAsync("/attach?stdin=1&stdout=1", V4);
        await socket.SendAsync(0, "yes");

        Assert.Equal(["1:", "1:you said yes", "3:{\"metadata\":{},\"status\":\"Success\"}", "close"], await socket.AllAsync());
    }

    [Fact]
    public async Task Exec_HundredSessionsAtOnce_KeepTheirBytesApart()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Exec = async (command, streams, cancellation) =>
        {
            await streams.Stdout!.WriteTextAsync(command[0] + await streams.Stdin!.ReadTextAsync(cancellation));
            return 0;
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using var socket = await pod.ConnectAsync($"/exec?command={i}&stdin=1&stdout=1", "v5.channel.k8s.io");
            await socket.SendAsync(0, new string((char)('a' + (i % 26)), 10_000));
            await socket.SendAsync(255, "\0");
            var all = await socket.AllAsync();
            return string.Concat(all.Where(m => m.StartsWith("1:", StringComparison.Ordinal)).Select(m => m[2..]));
        }));

        for (var i = 0; i < answers.Length; i++)
        {
            Assert.Equal(i + new string((char)('a' + (i % 26)), 10_000), answers[i]);
        }
    }

    private static Func<IReadOnlyList<string>, Api.PodStreams, CancellationToken, Task<int>> ReadBytes(int count) => async (_, streams, cancellation) =>
    {
        var buffer = new byte[count];
        await streams.Stdin!.ReadExactlyAsync(buffer, cancellation);
        await streams.Stdout!.WriteAsync(buffer, cancellation);
        return 0;
    };
}
