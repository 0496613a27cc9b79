using System.Net;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Tests.Streaming;

public sealed class PodLogTests
{
    private const string Log = PodFixture.Pod + "/log";

    [Fact]
    public async Task Log_Options_ReachTheContainer()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.Logs = (options, output, _) => output.WriteTextAsync($"{options.Previous} {options.TailLines} {options.Timestamps} {options.Stream} {options.Since:O} {options.LimitBytes}");

        using var response = await pod.Server.SendAsync("GET", Log + "?tailLines=5&timestamps=true&sinceTime=2026-01-02T03:04:05Z&limitBytes=100");

        Assert.Equal("text/plain", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("False 5 True All 2026-01-02T03:04:05.0000000+00:00 100", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Log_Follow_HeadersComeBeforeTheFirstLine()
    {
        await using var pod = await PodFixture.StartAsync();
        var line = new TaskCompletionSource<string>();
        pod.Pods.Logs = async (_, output, _) => await output.WriteTextAsync(await line.Task);

        using var response = await pod.Server.SendAsync("GET", Log + "?follow=true");
        line.SetResult("late");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("late", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Log_LargerThanWhatIsBuffered_ArrivesWhole()
    {
        await using var pod = await PodFixture.StartAsync();
        var line = new string('x', 100_000);
        pod.Pods.Logs = async (_, output, cancellation) =>
        {
            for (var i = 0; i < 20; i++)
            {
                await output.WriteTextAsync(line);
                await output.FlushAsync(cancellation);
            }
        };

        using var response = await pod.Server.SendAsync("GET", Log);

        Assert.Equal(2_000_000, (await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Log_FollowerLeaves_TheReaderIsTold()
    {
        await using var pod = await PodFixture.StartAsync();
        var told = new TaskCompletionSource();
        pod.Pods.Logs = async (_, _, cancellation) =>
        {
            await Task.WhenAny(Task.Delay(Timeout.Infinite, cancellation));
            told.SetResult();
        };

        var response = await pod.Server.SendAsync("GET", Log + "?follow=true");
        (await response.Content.ReadAsStreamAsync()).Dispose();

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Log_WebSocket_SendsMessages()
    {
        await using var pod = await PodFixture.StartAsync();
        using var socket = await pod.ConnectAsync("/log", "binary.k8s.io");

        Assert.Empty((await socket.NextAsync())!);
        Assert.Equal("line\n"u8.ToArray(), await socket.NextAsync());
        Assert.Null(await socket.NextAsync());
    }

    [Theory]
    [InlineData("{\"waiting\":{\"reason\":\"ContainerCreating\"}}", "", 400, "container \"app\" in pod \"p\" is waiting to start: ContainerCreating")]
    [InlineData("{\"waiting\":{\"reason\":\"ImagePullBackOff\"}}", "", 400, "container \"app\" in pod \"p\" is waiting to start: trying and failing to pull image")]
    [InlineData("{\"waiting\":{\"reason\":\"ErrImagePull\"}}", "", 400, "container \"app\" in pod \"p\" is waiting to start: image can't be pulled")]
    [InlineData("{\"running\":{}}", "?previous=true", 400, "previous terminated container \"app\" in pod \"p\" not found")]
    [InlineData("{\"terminated\":{\"exitCode\":1}}", "", 400, "container \"app\" in pod \"p\" is terminated")]
    [InlineData("{\"running\":{}}", "?sinceTime=yesterday", 400, "parsing time \"yesterday\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"yesterday\" as \"2006\"")]
    [InlineData("{\"running\":{}}", "?stream=Stdin", 422, "PodLogOptions \"p\" is invalid: stream: Unsupported value: \"Stdin\": supported values: \"All\", \"Stderr\", \"Stdout\"")]
    public async Task Log_CannotBeRead_SaysWhy(string state, string query, int status, string message)
    {
        await using var pod = await PodFixture.StartAsync();
        await pod.SetStatusAsync($$$"""{"containerStatuses":[{"name":"app","image":"busybox","imageID":"i","ready":true,"restartCount":0,"state":{{{state}}},"lastState":{}}]}""");

        var (code, document) = await pod.Server.CallAsync("GET", Log + query);

        Assert.Equal(status, (int)code);
        Assert.Equal(message, document.String("message"));
    }

    [Fact]
    public async Task Log_NoKubelet_NamesTheRequestThatFailed()
    {
        await using var pod = await PodFixture.StartAsync();
        pod.Pods.HasKubelet = false;

        var (status, document) = await pod.Server.CallAsync("GET", Log + "?follow=true");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal("Get \"https://10.0.0.7:10250/containerLogs/default/p/app?follow=true&stream=All\": dial tcp 10.0.0.7:10250: connect: connection refused", document.String("message"));
    }
}
