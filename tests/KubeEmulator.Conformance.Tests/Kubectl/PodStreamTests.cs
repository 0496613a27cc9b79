using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Kubectl;

/// <summary>Into a simulated pod with the real kubectl.</summary>
public class PodStreamTests(WorkingClusterFixture cluster) : IClassFixture<WorkingClusterFixture>
{
    [KubectlFact]
    public async Task LogsExecAndCopy_ReachTheProgram()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "streams");
        await kubectl.OkAsync(null, "run", "box", "--image=busybox", "--command", "--", "sh", "-c", "echo hello from the pod; sleep 3600");
        await kubectl.OkAsync(null, "wait", "--for=condition=Ready", "pod/box", "--timeout=60s");

        Assert.Equal("hello from the pod\n", await kubectl.OkAsync(null, "logs", "box"));
        Assert.Equal("streams", await kubectl.OkAsync(null, "exec", "box", "--", "cat", "/var/run/secrets/kubernetes.io/serviceaccount/namespace"));
        Assert.Equal("A LINE\n", await kubectl.OkAsync("a line\n", "exec", "-i", "box", "--", "tr", "a-z", "A-Z"));

        var failed = await kubectl.RunAsync(null, "exec", "box", "--", "sh", "-c", "echo oops >&2; exit 7");
        Assert.Equal(7, failed.ExitCode);
        Assert.Contains("oops", failed.Error, StringComparison.Ordinal);

        var folder = Directory.CreateTempSubdirectory("copy-").FullName;
        try
        {
            var content = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n"));
            await File.WriteAllTextAsync(Path.Combine(folder, "there"), content);
            await kubectl.OkAsync(null, "cp", Path.Combine(folder, "there"), "box:/tmp/file");
            await kubectl.OkAsync(null, "cp", "box:/tmp/file", Path.Combine(folder, "back"));
            Assert.Equal(content, await File.ReadAllTextAsync(Path.Combine(folder, "back")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
