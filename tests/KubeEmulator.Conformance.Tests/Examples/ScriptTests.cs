using KubeEmulator.Conformance.Programs;
using KubeEmulator.TestShared;

namespace KubeEmulator.Conformance.Examples;

/// <summary>The scripts among the examples say what they promise.</summary>
public sealed class ScriptTests
{
    private static readonly string Examples = Path.Combine(SharedReference.RepositoryRoot, "examples");

    [ScriptFact]
    public async Task ShellTour_GoesThroughTimeStateAndFaults()
    {
        var result = await RunningProgram.RunAsync(
            "sh",
            [Path.Combine(Examples, "Shell", "tour.sh")],
            [new("KUBE_EMULATOR", $"dotnet {ToolProcess.Assembly}")]);

        Assert.Equal(
            """
            front: "readyReplicas": 3
            jobs after three days: 3
            jobs of the snapshot, and what fell due meanwhile: 1
            faulty: 503, then 200
            "code":503
            "code":200

            """.ReplaceLineEndings("\n"),
            result.Succeeded());
    }

    [NodeFact]
    public async Task JavaScriptTour_GoesThroughTimeStateAndFaults()
    {
        var folder = await ClientPrograms.JavaScriptFolderAsync();
        await using var tool = await ToolProcess.UpAsync("--clock", "manual");

        var result = await RunningProgram.RunAsync(FoundPrograms.Node!, [Path.Combine(Examples, "JavaScript", "tour.mjs"), folder, tool.Kubeconfig]);

        Assert.Equal("ready: 2\nrestored: web\nretried: blue\n", result.Succeeded());
    }
}
