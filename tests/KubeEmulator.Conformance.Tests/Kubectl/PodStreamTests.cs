using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Kubectl;

/// <summary>Into a simulated pod with the real kubectl, over WebSockets and, as older ones do, over SPDY.</summary>
public sealed class PodStreamTests(WorkingClusterFixture cluster) : IClassFixture<WorkingClusterFixture>
{
    private const int FileSize = 50 * 1024 * 1024;

    [KubectlTheory]
    [InlineData(KubectlSession.WebSockets)]
    [InlineData(KubectlSession.Spdy)]
    public async Task Exec_StreamsAndExitCode_AreTheCommands(string transport)
    {
        var kubectl = await StartAsync("exec", transport);

        Assert.Equal("exec", (await kubectl.OkAsync(null, "exec", "box", "--", "cat", "/var/run/secrets/kubernetes.io/serviceaccount/namespace")).Replace("-" + transport.ToLowerInvariant(), "", StringComparison.Ordinal));
        Assert.Equal("A LINE\n", await kubectl.OkAsync("a line\n", "exec", "-i", "box", "--", "tr", "a-z", "A-Z"));
        var failed = await kubectl.RunAsync(null, "exec", "box", "--", "sh", "-c", "echo out; echo oops >&2; exit 7");
        var missing = await kubectl.RunAsync(null, "exec", "box", "--", "nosuch");

        Assert.Equal((7, "out\n"), (failed.ExitCode, failed.Output));
        Assert.StartsWith("oops\n", failed.Error);
        Assert.Contains("executable file not found in $PATH", missing.Error, StringComparison.Ordinal);
    }

    [KubectlTheory]
    [InlineData(KubectlSession.WebSockets)]
    [InlineData(KubectlSession.Spdy)]
    public async Task Cp_FiftyMegabytesBothWays_IsTheSameFileThroughConstantMemory(string transport)
    {
        var kubectl = await StartAsync("cp", transport);
        var folder = Directory.CreateTempSubdirectory("copy-").FullName;
        try
        {
            var (there, back) = (Path.Combine(folder, "there"), Path.Combine(folder, "back"));
            var bytes = new byte[FileSize];
            new Random(8).NextBytes(bytes);
            await File.WriteAllBytesAsync(there, bytes);

            await kubectl.OkAsync(null, "cp", there, "box:/tmp/file");
            var settled = Memory();
            await kubectl.OkAsync(null, "cp", "box:/tmp/file", back);
            await kubectl.OkAsync(null, "cp", "box:/tmp/file", back);

            Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await File.ReadAllBytesAsync(back)));

            // Far less than the hundred megabytes that went out meanwhile.
            Assert.InRange(Memory() - settled, long.MinValue, 40L * 1024 * 1024);
            await kubectl.OkAsync(null, "exec", "box", "--", "rm", "/tmp/file");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [KubectlTheory]
    [InlineData(KubectlSession.WebSockets)]
    [InlineData(KubectlSession.Spdy)]
    public async Task PortForward_ManyConnections_ReachTheProgram(string transport)
    {
        var kubectl = await StartAsync("forward", transport);
        await kubectl.OkAsync(null, "run", "web", "--image=nginx", "--port=80", "--expose");
        await kubectl.OkAsync(null, "wait", "--for=condition=Ready", "pod/web", "--timeout=60s");

        foreach (var target in (string[])["pod/web", "svc/web"])
        {
            await using var forward = kubectl.Start("port-forward", target, ":80");
            var address = (await forward.ReadLineAsync()).Split(' ')[2];
            using var http = new HttpClient { BaseAddress = new Uri($"http://{address}") };
            var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => http.GetStringAsync(new Uri("/", UriKind.Relative))));
            Assert.All(pages, page => Assert.Contains("Welcome to nginx!", page, StringComparison.Ordinal));
        }

        await using var nobody = kubectl.Start("port-forward", "pod/web", ":81");
        var refused = (await nobody.ReadLineAsync()).Split(' ')[2];
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri($"http://{refused}")));
        var complaint = await nobody.ReadErrorLineAsync();
        Assert.Contains("error forwarding port 81 to pod", complaint, StringComparison.Ordinal);
        Assert.Contains("connection refused", complaint, StringComparison.Ordinal);
    }

    [KubectlTheory]
    [InlineData(KubectlSession.WebSockets)]
    [InlineData(KubectlSession.Spdy)]
    public async Task AttachDebugAndRun_JoinTheContainer(string transport)
    {
        var kubectl = await StartAsync("attach", transport);
        await kubectl.OkAsync("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"reader"},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox","stdin":true,"command":["sh","-c","read a; echo first $a; read b; echo second $b"]}]}}""", "apply", "-f", "-");
        await kubectl.OkAsync(null, "wait", "--for=condition=Ready", "pod/reader", "--timeout=60s");

        await using (var attached = kubectl.Start("attach", "-i", "reader"))
        {
            await attached.Input.WriteAsync("one\n");
            await attached.Input.FlushAsync();
            Assert.Equal("first one", await attached.ReadLineAsync());
            await attached.Input.WriteAsync("two\n");
            await attached.Input.FlushAsync();
            Assert.Equal("second two\n", await attached.ReadToEndAsync());
        }

        Assert.Contains("got it\n", await kubectl.OkAsync("it\n", "run", "once", "-i", "--rm", "--restart=Never", "--image=busybox", "--", "sh", "-c", "read x; echo got $x"), StringComparison.Ordinal);
        Assert.Contains("NotFound", (await kubectl.RunAsync(null, "get", "pod", "once")).Error, StringComparison.Ordinal);
        Assert.Equal("saw box\n", await kubectl.OkAsync("go\n", "debug", "box", "-i", "--quiet", "--profile=general", "--image=busybox", "-c", "eye", "--", "sh", "-c", "read x; echo saw $(hostname)"));
        Assert.Equal("eye", await kubectl.OkAsync(null, "get", "pod", "box", "-o", "jsonpath={.spec.ephemeralContainers[0].name}"));
    }

    [TerminalTheory]
    [InlineData(KubectlSession.WebSockets)]
    [InlineData(KubectlSession.Spdy)]
    public async Task Exec_Terminal_EchoesAndPassesTheExitCodeOn(string transport)
    {
        var kubectl = await StartAsync("tty", transport);

        var result = await kubectl.OnTerminalAsync("stty size; echo on $TERM; exit 5\n", "exec", "-it", "box", "--", "sh");

        Assert.Contains("on xterm", result.Output, StringComparison.Ordinal);
        Assert.Equal(5, result.ExitCode);
    }

    private async Task<KubectlSession> StartAsync(string name, string transport)
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, $"{name}-{transport.ToLowerInvariant()}", transport);
        await kubectl.OkAsync(null, "run", "box", "--image=busybox", "--command", "--", "sh", "-c", "echo hello from the pod; sleep 3600");
        await kubectl.OkAsync(null, "wait", "--for=condition=Ready", "pod/box", "--timeout=60s");
        return kubectl;
    }

    private long Memory()
    {
        using var process = Process.GetProcessById(cluster.Tool.Process.Id);
        return process.PeakWorkingSet64;
    }
}
