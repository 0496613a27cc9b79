using System.Diagnostics;
using KubeEmulator.Api;
using KubeEmulator.Nodes;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Nodes;

/// <summary>A day in the life of a cluster, in virtual time.</summary>
public sealed class DayTests
{
    private const string Workload = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 3
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: c
                image: nginx
                readinessProbe: {httpGet: {port: 80}, periodSeconds: 30}
                livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 60}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: crash, labels: {app: crash}}
        spec: {containers: [{name: c, image: busybox, command: [sh, -c, "echo on; sleep 30; exit 1"]}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: sick, labels: {app: sick}}
        spec:
          containers:
          - {name: c, image: busybox, command: [sh, -c, "touch /tmp/ok; sleep 600; rm /tmp/ok; sleep 9999"], livenessProbe: {exec: {command: [cat, /tmp/ok]}, periodSeconds: 60}}
        """;

    // A few seconds on an idle machine; the limit is for one that many tests share.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task ADay_WithCrashesProbesLeasesAndALostNode_IsTheSameEveryTime()
    {
        var watch = Stopwatch.StartNew();
        var first = await LiveAsync();
        Assert.True(watch.Elapsed < Limit, $"a day took {watch.Elapsed}");
        var second = await LiveAsync();

        Assert.Equal(first, second);
        Assert.Contains(first, line => line.Contains("BackOff", StringComparison.Ordinal));
        Assert.Contains(first, line => line.Contains("failed liveness probe", StringComparison.Ordinal));
        Assert.Contains(first, line => line.Contains("Rebooted", StringComparison.Ordinal));
    }

    // What happened: the Events of each part of the day in the order of their last change, and how pods and nodes stand at the end.
    private static async Task<IReadOnlyList<string>> LiveAsync()
    {
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions
        {
            Clock = ClusterClock.Manual(),
            Seed = 42,
            Nodes = [new NodeSpec { Count = 3 }],
        });
        foreach (var manifest in Workload.Split("---"))
        {
            // One after another: what a client does at the same time as the cluster has no order of its own.
            await cluster.Objects.CreateAsync(manifest);
            await cluster.QuietAsync();
        }

        await cluster.Clock.AdvanceAsync(TimeSpan.FromHours(6));

        // Events live for an hour, and the pods of a lost node are evicted: each part of the day is read when it is over.
        var calm = Events(cluster);
        await cluster.Nodes.StopAsync("node-1");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromHours(2));
        await cluster.Nodes.StartAsync("node-1");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(30));
        var reboot = Events(cluster);
        await cluster.Clock.AdvanceAsync(TimeSpan.FromHours(15.5));

        return
        [
            .. calm,
            .. reboot,
            .. Events(cluster),
            .. List(cluster, "pods").Concat(List(cluster, "nodes")).Select(o => $"{o.Name} {o.Metadata.Uid} {o.Metadata.ResourceVersion} {o.Status}"),
        ];
    }

    private static List<string> Events(EmulatedCluster cluster) =>
    [
        .. List(cluster, "events").OrderBy(e => e.Metadata.Revision)
            .Select(e => $"{e.Root.String("lastTimestamp")} {e.Name} {e.Root.String("reason")} {e.Root.String("message")} {e.Root.Integer("count")}"),
    ];

    private static IEnumerable<KubeObject> List(EmulatedCluster cluster, string plural) =>
        cluster.Api.List(cluster.Api.Catalog.Find("", "v1", plural)!, "", new ListOptions()).Items;
}
