using System.Diagnostics;
using KubeEmulator;
using KubeEmulator.Api;
using KubeEmulator.Runtime;
using KubeEmulator.Testing;

namespace Recipes;

/// <summary>Why something is as it is.</summary>
public sealed class WhyTests
{
    [Fact]
    public async Task Pod_ThatFitsNowhere_IsExplainedNodeByNode()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithNodes(2).WithClock(ClusterClock.Manual()));

        // snippet: scheduling
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: big}, spec: {containers: [{name: c, image: nginx, resources: {requests: {memory: 1Ti}}}]}}");
        await cluster.QuietAsync();

        var why = cluster.Scheduler!.Explain("default", "big");

        Assert.StartsWith("0/2 nodes are available: 2 Insufficient memory.", why.Message, StringComparison.Ordinal);    // as in its Event
        Assert.All(why.Nodes, node => Assert.Contains(node.Verdicts, verdict => verdict.Plugin == "NodeResourcesFit"));
        // end snippet
    }

    [Fact]
    public async Task Report_SaysHowTheClusterStands()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithNodes(0).WithClock(ClusterClock.Manual()));
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: lonely}, spec: {containers: [{name: c, image: nginx}]}}");
        await cluster.QuietAsync();

        // snippet: report
        var report = ClusterReport.Write(cluster);      // for the output of a test that fails
        // end snippet

        Assert.Contains("lonely", report, StringComparison.Ordinal);
        Assert.Contains("FailedScheduling", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_ComeFromNetsOwnSources()
    {
        var seen = new List<string>();
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly());

        // snippet: traces
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EmulatorTelemetry.Name,     // OpenTelemetry: .AddSource("KubeEmulator"), .AddMeter("KubeEmulator")
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => { lock (seen) { seen.Add($"{activity.DisplayName} {activity.GetTagItem("http.response.status_code")}"); } },
        };
        ActivitySource.AddActivityListener(listener);
        // end snippet

        using var http = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };
        await http.GetAsync("/api/v1/namespaces/traced/limitranges/none");

        lock (seen)
        {
            Assert.Contains("get limitranges 404", seen);
        }
    }
}
