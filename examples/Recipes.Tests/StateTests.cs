using KubeEmulator;
using KubeEmulator.Runtime;
using KubeEmulator.Testing;
using KubeEmulator.Values;

namespace Recipes;

/// <summary>States of a cluster, kept and gone back to.</summary>
public sealed class StateTests
{
    [Fact]
    public async Task Snapshot_IsGoneBackTo()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly());

        // snippet: restore
        var before = cluster.Snapshot();
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");

        cluster.Restore(before);        // watches end with 410, as after the restore of a back-up

        Assert.Null(cluster.Objects.Find("Namespace", "shop"));
        // end snippet
    }

    [Fact]
    public async Task Fork_TriesBothWays()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()));
        await cluster.Objects.ApplyAsync("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 4
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "nginx:1"}]}}
            """);
        await cluster.Objects.WaitForReadyAsync("Deployment", "web");

        // snippet: fork
        await cluster.Objects.PatchAsync("Deployment", "web", "{spec: {template: {spec: {containers: [{name: web, image: nginx:2}]}}}}");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(1));      // in the middle of the rollout

        await using var fork = cluster.Fork();
        await fork.Objects.PatchAsync("Deployment", "web", "{spec: {paused: true}}");
        await cluster.Objects.WaitForReadyAsync("Deployment", "web");   // goes on here, stands still there
        // end snippet

        Assert.True(fork.Objects.Get("Deployment", "web").Spec.Bool("paused"));
        Assert.Null(cluster.Objects.Get("Deployment", "web").Spec.Bool("paused"));
    }

    [Fact]
    public async Task State_IsSaved_AndBegunWith()
    {
        var folder = Directory.CreateTempSubdirectory("recipes-").FullName;
        try
        {
            await using var cluster = await EmulatedCluster.StartAsync(o => o.WithNodes(2).WithClock(ClusterClock.Manual()));
            await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: nginx}]}}");
            await cluster.Objects.WaitForReadyAsync("Pod", "web");

            // snippet: save
            var file = Path.Combine(folder, "shop.kubestate");
            await cluster.SaveAsync(file);                  // .yaml or .json: a List, as of kubectl get -o yaml; anything else: the fast form

            await using var next = await EmulatedCluster.StartAsync(o => o.WithState(file));
            Assert.Equal(cluster.Objects.Get("Pod", "web").Metadata.Uid, next.Objects.Get("Pod", "web").Metadata.Uid);
            // end snippet
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task StableText_IsTheSameInEveryRun()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly());

        // snippet: text
        var created = await cluster.Objects.CreateAsync("{apiVersion: v1, kind: ConfigMap, metadata: {generateName: settings-}}");
        var text = StableText.Write(created);       // uids, times, generated names and hashes by stable names: for approval files
        // end snippet

        Assert.Contains("name: settings-id-1", text, StringComparison.Ordinal);
    }
}
