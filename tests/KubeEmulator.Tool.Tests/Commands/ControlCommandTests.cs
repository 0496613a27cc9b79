using System.CommandLine;
using KubeEmulator.Runtime;
using KubeEmulator.Tool.Commands;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Tests.Commands;

/// <summary>The commands that talk to a running cluster, each typed as a person would.</summary>
public sealed class ControlCommandTests : IAsyncLifetime
{
    private readonly string _kubeconfig = Path.GetTempFileName();
    private EmulatedCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual(TimeProvider.System.GetUtcNow()), RequireCredentials = true });
        await File.WriteAllTextAsync(_kubeconfig, _cluster.Kubeconfig(await _cluster.ListenAsync()));
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        File.Delete(_kubeconfig);
    }

    [Fact]
    public async Task ClockAdvance_MovesTheClock()
    {
        var before = _cluster.Clock.GetUtcNow();

        await RunAsync("clock", "advance", "90s");

        Assert.Equal(before.AddSeconds(90), _cluster.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Snapshot_TakenAndRestored_BringsBackWhatWas()
    {
        await RunAsync("snapshot", "take", "before");
        await _cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");

        Assert.Contains("before", await RunAsync("snapshot", "list"), StringComparison.Ordinal);
        await RunAsync("snapshot", "restore", "before");

        Assert.Null(_cluster.Objects.Find("ConfigMap", "a"));
    }

    [Fact]
    public async Task Reset_GoesBackToTheStart()
    {
        await _cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");

        await RunAsync("reset");

        Assert.Null(_cluster.Objects.Find("ConfigMap", "a"));
    }

    [Fact]
    public async Task Fault_AddedListedAndRemoved()
    {
        await RunAsync("fault", "add", "tooManyRequests", "--verb", "update", "--resource", "leases", "--times", "2", "--lifetime", "1m");

        var rule = Assert.Single(_cluster.Faults.Rules).Rule;
        Assert.Equal(("update", "leases", 2, TimeSpan.FromMinutes(1)), (rule.Verb, rule.Resource, rule.Times, rule.Lifetime));
        Assert.Contains("answered 429 TooManyRequests", await RunAsync("fault", "list"), StringComparison.Ordinal);
        await RunAsync("fault", "remove", "1");
        Assert.Empty(_cluster.Faults.Rules);
        Assert.Equal("none" + Environment.NewLine, await RunAsync("fault", "list"));
    }

    [Fact]
    public async Task Requests_ShowWhoAskedForWhat()
    {
        await RunAsync("clock", "show");

        var listed = await RunAsync("requests", "list", "--user", "kubernetes-admin", "-o", "json");

        Assert.Contains("/emulator/v1/clock", listed, StringComparison.Ordinal);
        Assert.Equal("none" + Environment.NewLine, await RunAsync("requests", "list", "--user", "nobody"));
    }

    [Fact]
    public async Task Controller_PausedSteppedAndResumed()
    {
        await RunAsync("controller", "pause", "serviceaccount-controller");
        await _cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");
        Assert.Null(_cluster.Objects.Find("ServiceAccount", "default", "shop"));

        Assert.Contains("reconciled: true", await RunAsync("controller", "step", "serviceaccount-controller"), StringComparison.Ordinal);

        Assert.NotNull(_cluster.Objects.Find("ServiceAccount", "default", "shop"));
        await RunAsync("controller", "resume", "serviceaccount-controller");
        Assert.DoesNotContain("true", await RunAsync("controller", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_SaysWhatEachNodeIsGoodFor()
    {
        await _cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: web, resources: {requests: {cpu: 1000}}}]}}");
        await _cluster.QuietAsync();

        var text = await RunAsync("explain", "p");
        Assert.Contains("message: 0/1 nodes are available: 1 Insufficient cpu.", text, StringComparison.Ordinal);
        Assert.Contains(": NodeResourcesFit: Insufficient cpu", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_AddedStoppedAndRemoved()
    {
        Assert.Contains("extra-0", await RunAsync("node", "add", "2", "--name", "extra", "--zone", "a", "--zone", "b"), StringComparison.Ordinal);
        Assert.Equal("b", _cluster.Objects.Get("Node", "extra-1").Metadata.Labels!.String("topology.kubernetes.io/zone"));

        Assert.Contains("state: Stopped", await RunAsync("node", "stop", "extra-0"), StringComparison.Ordinal);
        await RunAsync("node", "pressure", "extra-1", "memory");
        Assert.Equal("True", _cluster.Objects.Get("Node", "extra-1").Status.Maps("conditions").Single(c => c.String("type") == "MemoryPressure").String("status"));
        await RunAsync("node", "drain", "extra-1");
        await RunAsync("node", "remove", "extra-0");

        var listed = await RunAsync("node", "list");
        Assert.DoesNotContain("extra-0", listed, StringComparison.Ordinal);
        Assert.Contains("false", listed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("state.yaml")]
    [InlineData("state.kubestate")]
    public async Task Snapshot_SavedToAFile_IsLoadedAgain(string name)
    {
        var folder = Directory.CreateTempSubdirectory("kube-emulator-").FullName;
        try
        {
            var file = Path.Combine(folder, name);
            await _cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");
            Assert.Contains("saved " + file, await RunAsync("snapshot", "save", file), StringComparison.Ordinal);
            await RunAsync("reset");

            Assert.Contains("objects: ", await RunAsync("snapshot", "load", file), StringComparison.Ordinal);

            Assert.NotNull(_cluster.Objects.Find("ConfigMap", "a"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Kubeconfig_ForSomebodyElse_IsTheirs()
    {
        await File.WriteAllTextAsync(_kubeconfig + ".jane", await RunAsync("kubeconfig", "--user", "jane", "--group", "dev"));
        try
        {
            var (code, _, error) = await InvokeAsync("clock", "show", "--kubeconfig", _kubeconfig + ".jane");

            Assert.Equal(1, code);
            Assert.Contains("User \"jane\" cannot get path", error, StringComparison.Ordinal);
            Assert.Equal(await File.ReadAllTextAsync(_kubeconfig), await RunAsync("kubeconfig"));
            Assert.Equal(_kubeconfig + Environment.NewLine, await RunAsync("kubeconfig", "--path"));
        }
        finally
        {
            File.Delete(_kubeconfig + ".jane");
        }
    }

    [Theory]
    [InlineData("bash", "complete -F _kube_emulator kube-emulator")]
    [InlineData("zsh", "compdef _kube_emulator kube-emulator")]
    [InlineData("fish", "complete -f -c kube-emulator")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Completion_IsAScriptForTheShell(string shell, string part)
    {
        using var output = new StringWriter();

        var code = await CommandCatalog.Root().Parse(["completion", shell]).InvokeAsync(new InvocationConfiguration { Output = output });

        Assert.Equal(0, code);
        Assert.Contains(part, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggest_KnowsWhatFits()
    {
        using var output = new StringWriter();

        await CommandCatalog.Root().Parse(["[suggest:16]", "kube-emulator no"]).InvokeAsync(new InvocationConfiguration { Output = output });

        Assert.Equal("node", output.ToString().Trim());
    }

    [Fact]
    public async Task Doctor_SaysWhatThisMachineHas()
    {
        using var output = new StringWriter();

        var code = await CommandCatalog.Root().Parse(["doctor", "--output", "json"]).InvokeAsync(new InvocationConfiguration { Output = output });

        Assert.Equal(0, code);
        var items = ((MapValue)Value.Parse(output.ToString())).Maps("items").ToList();
        Assert.Equal(["version", "cluster", "port", "files", "kubectl", "clusters"], items.Select(i => i.String("subject")));
        Assert.Equal("good", items[1].String("verdict"));
    }

    [Fact]
    public async Task Up_WhereTheKubeconfigCannotBeWritten_SaysSo_AndEnds()
    {
        using var error = new StringWriter();
        var folder = Path.Combine(Path.GetTempPath(), "kube-emulator-tests-folder");
        Directory.CreateDirectory(folder);

        var code = await CommandCatalog.Root().Parse(["up", "--port", "0", "--api-only", "--kubeconfig", folder]).InvokeAsync(new InvocationConfiguration { Error = error });

        Assert.Equal(1, code);
        Assert.Contains($"error: the kubeconfig cannot be written to {folder}: ", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no such file or folder", "--state", "/nosuch.yaml")]
    [InlineData("no such file or folder", "--manifests", "/nosuch.yaml")]
    [InlineData("not an address", "--bind-address", "here")]
    [InlineData("ApiOnly runs no kubelet", "--api-only", "--nodes", "3")]
    public async Task Up_WithWhatCannotBe_SaysWhy(string reason, params string[] flags)
    {
        using var error = new StringWriter();

        var code = await CommandCatalog.Root().Parse(["up", "--port", "0", .. flags]).InvokeAsync(new InvocationConfiguration { Error = error });

        Assert.NotEqual(0, code);
        Assert.Contains(reason, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_OfAnotherVersion_IsNotSpokenTo()
    {
        using var listener = new System.Net.HttpListener();
        var port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var answering = Task.Run(async () =>
        {
            var context = await listener.GetContextAsync();
            context.Response.Headers["Emulator-Version"] = "9.9.9";
            context.Response.Close();
        });
        await File.WriteAllTextAsync(_kubeconfig, $$$"""
            {"current-context": c, "clusters": [{"name": c, "cluster": {"server": "http://127.0.0.1:{{{port}}}"}}], "users": [{"name": c, "user": {}}], "contexts": [{"name": c, "context": {"cluster": c, "user": c}}]}
            """);

        var (code, _, error) = await InvokeAsync("clock", "show");
        await answering;

        Assert.Equal(3, code);
        Assert.Contains("the cluster runs KubeEmulator 9.9.9, but this tool is ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("by: \"soon\" is not a duration", "clock", "advance", "soon")]
    [InlineData("fault: \"fire\" is unknown", "fault", "add", "fire")]
    [InlineData("snapshots \"none\" not found", "snapshot", "restore", "none")]
    [InlineData("No controller is called \"gizmo\"", "controller", "pause", "gizmo")]
    public async Task Refusal_NamesCauseAndRemedy(string message, params string[] arguments)
    {
        var (code, _, error) = await InvokeAsync(arguments);

        Assert.Equal(1, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ThatIsNotThere_IsSaidSo()
    {
        await _cluster.DisposeAsync();

        var (code, _, error) = await InvokeAsync("clock", "show");

        Assert.Equal(3, code);
        Assert.Contains("cannot reach the emulator at https://127.0.0.1:", error, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await InvokeAsync(arguments);
        Assert.True(code == 0, error);
        return output;
    }

    private async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandCatalog.Root().Parse(arguments.Contains("--kubeconfig") ? arguments : [.. arguments, "--kubeconfig", _kubeconfig]).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
