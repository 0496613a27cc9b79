using System.CommandLine;
using KubeEmulator.Runtime;
using KubeEmulator.Tool.Commands;

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

        Assert.Equal(1, code);
        Assert.Contains("cannot reach the emulator at https://127.0.0.1:", error, StringComparison.Ordinal);
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
        var code = await CommandCatalog.Root().Parse([.. arguments, "--kubeconfig", _kubeconfig]).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
