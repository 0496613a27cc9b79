using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.JavaScript;

public class JavaScriptStreamTests(WorkingClusterFixture cluster) : IClassFixture<WorkingClusterFixture>
{
    [NodeFact]
    public async Task Client_ExecAttachCopyForwardAndLogs_AreByteForByte()
    {
        var folder = await ClientPrograms.JavaScriptFolderAsync();
        var script = Path.Combine(AppContext.BaseDirectory, "JavaScript", "streams.mjs");

        var result = await RunningProgram.RunAsync(FoundPrograms.Node!, [script, folder, cluster.Tool.Kubeconfig]);

        Assert.Equal("all well\n", result.Succeeded());
    }
}
