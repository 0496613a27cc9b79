using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Kubectl;

/// <summary>kubectl against one cluster, in a namespace of its own.</summary>
internal sealed class KubectlSession
{
    private readonly string _program;
    private readonly string _home;
    private readonly ToolProcess _tool;

    private KubectlSession(string program, ToolProcess tool, string @namespace) =>
        (_program, _tool, Namespace, _home) = (program, tool, @namespace, tool.Home(@namespace));

    public string Namespace { get; }

    public static Task<KubectlSession> StartAsync(ClusterFixture cluster, string @namespace) => StartAsync(cluster.Tool, @namespace);

    public static async Task<KubectlSession> StartAsync(ToolProcess tool, string @namespace)
    {
        var session = new KubectlSession(await ClientPrograms.KubectlAsync(), tool, @namespace);
        await session.OkAsync($$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{@namespace}}}"}}""", "apply", "-f", "-");
        return session;
    }

    /// <summary>Runs kubectl in the session's namespace.</summary>
    public Task<RunningProgram.Result> RunAsync(string? input, params string[] arguments) => RunningProgram.RunAsync(
        _program,
        ["--kubeconfig", _tool.Kubeconfig, "--namespace", Namespace, .. arguments],
        [new("HOME", _home), new("KUBECONFIG", "")],
        input);

    /// <summary>Runs kubectl, which must succeed, and returns its output.</summary>
    public async Task<string> OkAsync(string? input, params string[] arguments)
    {
        var result = await RunAsync(input, arguments);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"kubectl {string.Join(' ', arguments)}: {result.Error}{result.Output}");
    }
}
