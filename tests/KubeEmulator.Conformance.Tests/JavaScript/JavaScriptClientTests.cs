using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.JavaScript;

public class JavaScriptClientTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    [NodeFact]
    public async Task Client_ObjectsWatchInformer_Work()
    {
        var folder = await ClientPrograms.JavaScriptFolderAsync();
        var script = Path.Combine(AppContext.BaseDirectory, "JavaScript", "client.mjs");

        var result = await RunningProgram.RunAsync(FoundPrograms.Node!, [script, folder, cluster.Tool.Kubeconfig]);

        Assert.Equal("all well\n", result.Succeeded());
    }
}
