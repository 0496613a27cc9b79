using KubeEmulator.Nodes;
using KubeEmulator.Runtime;

namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>24 hours of virtual time: probes, crash loops, leases, a node lost and back. The first in a process pays for its start.</summary>
internal static class DayRuns
{
    private static readonly string[] Workload =
    [
        """
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 3, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [
        {name: c, image: nginx, readinessProbe: {httpGet: {port: 80}, periodSeconds: 30}, livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 60}}]}}}}
        """,
        """{apiVersion: v1, kind: Pod, metadata: {name: crash, labels: {app: crash}}, spec: {containers: [{name: c, image: busybox, command: [sh, -c, "echo on; sleep 30; exit 1"]}]}}""",
        """
        {apiVersion: v1, kind: Pod, metadata: {name: sick, labels: {app: sick}}, spec: {containers: [
        {name: c, image: busybox, command: [sh, -c, "touch /tmp/ok; sleep 600; rm /tmp/ok; sleep 9999"], livenessProbe: {exec: {command: [cat, /tmp/ok]}, periodSeconds: 60}}]}}
        """,
    ];

    public static async Task<IReadOnlyList<SimulationRow>> RunAsync() =>
        [await LiveAsync("24 hours with probes, crashes and a lost node, first in a process"), await LiveAsync("the same, next")];

    private static async Task<SimulationRow> LiveAsync(string what)
    {
        var meter = new Meter();
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual(), Seed = 42, Nodes = [new NodeSpec { Count = 3 }] });
        foreach (var manifest in Workload)
        {
            await cluster.Objects.CreateAsync(manifest);
            await cluster.QuietAsync();
        }

        await cluster.Clock.AdvanceAsync(TimeSpan.FromHours(6));
        await cluster.Nodes.StopAsync("node-1");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromHours(2));
        await cluster.Nodes.StartAsync("node-1");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromHours(16));
        return meter.Took(what, "2 s", 1);
    }
}
