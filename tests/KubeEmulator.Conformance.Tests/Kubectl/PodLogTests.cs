using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Kubectl;

/// <summary><c>kubectl logs</c> with its options.</summary>
public sealed class PodLogTests(WorkingClusterFixture cluster) : IClassFixture<WorkingClusterFixture>
{
    [KubectlFact]
    public async Task Logs_Options_SelectLines()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "logs");
        await kubectl.OkAsync("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"two","labels":{"app":"two"}},"spec":{
              "initContainers":[{"name":"init","image":"busybox","command":["echo","prepared"]}],
              "containers":[
                {"name":"a","image":"busybox","command":["sh","-c","for i in 1 2 3 4 5; do echo a$i; done; echo err >&2; sleep 3600"]},
                {"name":"b","image":"busybox","command":["sh","-c","echo b1; sleep 3600"]}]}}
            """, "apply", "-f", "-");
        await kubectl.OkAsync(null, "wait", "--for=condition=Ready", "pod/two", "--timeout=60s");

        Assert.Equal("a1\na2\na3\na4\na5\nerr\n", await kubectl.OkAsync(null, "logs", "two"));
        Assert.Equal("prepared\n", await kubectl.OkAsync(null, "logs", "two", "-c", "init"));
        Assert.Equal("a5\nerr\n", await kubectl.OkAsync(null, "logs", "two", "-c", "a", "--tail=2"));
        Assert.Equal("a1\na", await kubectl.OkAsync(null, "logs", "two", "-c", "a", "--limit-bytes=4"));
        Assert.Equal("", await kubectl.OkAsync(null, "logs", "two", "-c", "a", "--since-time=2100-01-01T00:00:00Z"));
        Assert.Equal("b1\n", await kubectl.OkAsync(null, "logs", "two", "-c", "b", "--since=1h"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z b1\n$", await kubectl.OkAsync(null, "logs", "two", "-c", "b", "--timestamps"));

        // kubectl asks for one container after another, in the random order of a Go map.
        Assert.Equal(["a1", "a2", "a3", "a4", "a5", "b1", "err", "prepared"], Lines(await kubectl.OkAsync(null, "logs", "two", "--all-containers")).Order(StringComparer.Ordinal));
        Assert.Equal(["[pod/two/a] err", "[pod/two/b] b1", "[pod/two/init] prepared"], Lines(await kubectl.OkAsync(null, "logs", "-l", "app=two", "--all-containers", "--prefix", "--tail=1")).Order(StringComparer.Ordinal));

        Assert.Contains("container nosuch is not valid for pod two", (await kubectl.RunAsync(null, "logs", "two", "-c", "nosuch")).Error, StringComparison.Ordinal);
        Assert.Contains("previous terminated container \"a\" in pod \"two\" not found", (await kubectl.RunAsync(null, "logs", "two", "-c", "a", "--previous")).Error, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task Logs_Follow_GoesOnUntilTheContainerEnds()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "follow");
        await kubectl.OkAsync("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"teller"},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox","command":["sh","-c","echo begin; until [ -f /go ]; do sleep 0.1; done; echo end"]}]}}""", "apply", "-f", "-");
        await kubectl.OkAsync(null, "wait", "--for=condition=Ready", "pod/teller", "--timeout=60s");

        await using var follow = kubectl.Start("logs", "-f", "teller");
        Assert.Equal("begin", await follow.ReadLineAsync());
        await kubectl.OkAsync(null, "exec", "teller", "--", "touch", "/go");

        Assert.Equal("end\n", await follow.ReadToEndAsync());
    }

    [KubectlFact]
    public async Task Logs_AfterACrash_PreviousIsTheRunBefore()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "previous");
        await kubectl.OkAsync("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"crash"},"spec":{"volumes":[{"name":"v","emptyDir":{}}],"containers":[{"name":"c","image":"busybox","volumeMounts":[{"name":"v","mountPath":"/v"}],"command":["sh","-c","echo x >> /v/runs; echo run $(wc -l < /v/runs); [ $(wc -l < /v/runs) -gt 1 ] || exit 3; sleep 3600"]}]}}""", "apply", "-f", "-");
        await kubectl.OkAsync(null, "wait", "--for=jsonpath={.status.containerStatuses[0].restartCount}=1", "pod/crash", "--timeout=60s");
        await kubectl.OkAsync(null, "wait", "--for=condition=Ready", "pod/crash", "--timeout=60s");

        Assert.Equal("run 2\n", await kubectl.OkAsync(null, "logs", "crash"));
        Assert.Equal("run 1\n", await kubectl.OkAsync(null, "logs", "crash", "--previous"));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
