using BackupOperator.Models;
using KubeEmulator;
using KubeEmulator.Runtime;
using KubeEmulator.Testing;

namespace BackupOperator.Tests;

/// <summary>A cluster with the definition and the rights of the operator; each test takes a fork of it, which costs next to nothing.</summary>
public sealed class OperatorCluster : EmulatedClusterFixture, IAsyncLifetime
{
    public const string User = "system:serviceaccount:backup-system:backup-operator";

    public const string Orders = """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: orders}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        ---
        apiVersion: example.com/v1
        kind: Backup
        metadata: {name: orders}
        spec: {claim: orders, schedule: "0 2 * * *"}
        """;

    /// <summary>A file that ships with the operator.</summary>
    public static string Shipped(string file) => Path.Combine(AppContext.BaseDirectory, "deploy", file);

    protected override KubeEmulatorBuilder Describe(KubeEmulatorBuilder builder) => builder
        .WithClock(ClusterClock.Manual(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)))
        .WithClientGrace(TimeSpan.FromMilliseconds(300))    // a host that has just started takes its time over its first calls
        .WithDefaultStorageClass()
        .WithCustomResource<Backup>()
        .WithManifests(Shipped("operator.yaml"));

    /// <summary>A test's own cluster, in which the archiver takes five minutes: what is to happen to pods is said to each cluster.</summary>
    public EmulatedCluster ForkWithArchiver()
    {
        var cluster = Fork();
        cluster.Pods.Matching(BackupManifests.Label).ExitsWith(0, after: TimeSpan.FromMinutes(5));
        return cluster;
    }
}
