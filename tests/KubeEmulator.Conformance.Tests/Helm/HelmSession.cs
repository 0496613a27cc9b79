using KubeEmulator.Conformance.Programs;
using KubeEmulator.TestShared;

namespace KubeEmulator.Conformance.Helm;

/// <summary>helm against one cluster, in a namespace of its own.</summary>
internal sealed class HelmSession(string program, ToolProcess tool, string @namespace)
{
    /// <summary>The chart of these tests.</summary>
    public static string Chart { get; } = Path.Combine(SharedReference.RepositoryRoot, "tests", "KubeEmulator.Conformance.Tests", "Helm", "shop");

    public static async Task<HelmSession> StartAsync(ToolProcess tool, string @namespace) => new(await ClientPrograms.HelmAsync(), tool, @namespace);

    /// <summary>Runs helm in the session's namespace.</summary>
    public Task<RunningProgram.Result> RunAsync(params string[] arguments) => RunningProgram.RunAsync(
        program,
        [.. arguments, "--kubeconfig", tool.Kubeconfig, "--namespace", @namespace],
        [new("HOME", tool.Home($"helm-{@namespace}")), new("KUBECONFIG", "")]);

    /// <summary>Runs helm, which must succeed, and returns its output.</summary>
    public async Task<string> OkAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"helm {string.Join(' ', arguments)}: {result.Error}{result.Output}");
    }
}
