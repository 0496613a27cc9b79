using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Kubectl;

/// <summary>kubectl against one cluster, in a namespace of its own.</summary>
internal sealed class KubectlSession
{
    /// <summary>Streams as kubectl before 1.31 has them.</summary>
    public const string Spdy = "SPDY";

    /// <summary>Streams as today's kubectl has them.</summary>
    public const string WebSockets = "WebSockets";

    private readonly string _program;
    private readonly string _home;
    private readonly ToolProcess _tool;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _environment;

    private KubectlSession(string program, ToolProcess tool, string @namespace, string transport)
    {
        (_program, _tool, Namespace, _home) = (program, tool, @namespace, tool.Home(@namespace));
        var sockets = transport == Spdy ? "false" : "true";
        _environment = [new("HOME", _home), new("KUBECONFIG", ""), new("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", sockets), new("KUBECTL_PORT_FORWARD_WEBSOCKETS", sockets)];
    }

    public string Namespace { get; }

    public static Task<KubectlSession> StartAsync(ClusterFixture cluster, string @namespace) => StartAsync(cluster.Tool, @namespace);

    public static async Task<KubectlSession> StartAsync(ToolProcess tool, string @namespace, string transport = WebSockets)
    {
        var session = new KubectlSession(await ClientPrograms.KubectlAsync(), tool, @namespace, transport);
        await session.OkAsync($$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{@namespace}}}"}}""", "apply", "-f", "-");
        return session;
    }

    /// <summary>Runs kubectl in the session's namespace.</summary>
    public Task<RunningProgram.Result> RunAsync(string? input, params string[] arguments) => RunningProgram.RunAsync(
        _program,
        Whole(arguments),
        _environment,
        input);

    /// <summary>Runs kubectl on a terminal, which script(1) gives it.</summary>
    public Task<RunningProgram.Result> OnTerminalAsync(string input, params string[] arguments) => RunningProgram.RunAsync(
        FoundPrograms.Script!,
        ["-qec", string.Join(' ', Whole(arguments).Prepend(_program).Select(word => $"'{word}'")), "/dev/null"],
        _environment,
        input);

    /// <summary>Starts kubectl and lets it run.</summary>
    public BackgroundProgram Start(params string[] arguments) => new(RunningProgram.Start(_program, Whole(arguments), _environment, redirectInput: true));

    /// <summary>Runs kubectl, which must succeed, and returns its output.</summary>
    public async Task<string> OkAsync(string? input, params string[] arguments)
    {
        var result = await RunAsync(input, arguments);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"kubectl {string.Join(' ', arguments)}: {result.Error}{result.Output}");
    }

    private string[] Whole(string[] arguments) => ["--kubeconfig", _tool.Kubeconfig, "--namespace", Namespace, .. arguments];
}
