using KubeEmulator.Runtime;

namespace KubeEmulator.Tests.Streams;

/// <summary>Mounted objects are files that follow them while the container runs.</summary>
public sealed class MountedFileTests
{
    private const string Manifests = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: config}
        data: {color: blue}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: secret}
        stringData: {key: first}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: box, labels: {tier: one}}
        spec:
          volumes:
          - {name: config, configMap: {name: config}}
          - {name: secret, secret: {secretName: secret, defaultMode: 0400}}
          - name: all
            projected:
              sources:
              - configMap: {name: config, items: [{key: color, path: nested/color}]}
              - downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}
              - serviceAccountToken: {path: token, expirationSeconds: 600, audience: vault}
          - {name: scratch, emptyDir: {}}
          containers:
          - name: c
            image: busybox
            command: [sleep, "100000000"]
            volumeMounts:
            - {name: config, mountPath: /config}
            - {name: secret, mountPath: /secret}
            - {name: all, mountPath: /all}
            - {name: scratch, mountPath: /scratch}
        """;

    [Fact]
    public async Task Files_OfEveryKindOfVolume_FollowTheirObjects()
    {
        await using var cluster = await StartAsync();
        Assert.Equal("blue first blue tier=\"one\"", await ReadAsync(cluster));
        var mode = await RunAsync(cluster, "stat -c %a -L /secret/key");

        await cluster.Objects.PatchAsync("configmaps", "config", """{"data":{"color":"red"}}""");
        await cluster.Objects.PatchAsync("secrets", "secret", """{"stringData":{"key":"second"}}""");
        await cluster.Objects.PatchAsync("pods", "box", """{"metadata":{"labels":{"tier":"two"}}}""");
        await cluster.QuietAsync();

        Assert.Equal("400\n", mode);
        Assert.Equal("red second red tier=\"two\"", await ReadAsync(cluster));
        Assert.Contains("Read-only file system", await RunAsync(cluster, "echo x > /config/new"));
        Assert.Equal("kept\n", await RunAsync(cluster, "echo kept > /scratch/f; cat /scratch/f"));
    }

    [Fact]
    public async Task Token_NearItsEnd_IsReplaced()
    {
        await using var cluster = await StartAsync();
        var first = await RunAsync(cluster, "cat /all/token");

        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        var soon = await RunAsync(cluster, "cat /all/token");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(30));
        var later = await RunAsync(cluster, "cat /all/token");

        Assert.Equal(first, soon);
        Assert.NotEqual(first, later);
        Assert.Equal(3, later.Split('.').Length);
    }

    private static async Task<EmulatedCluster> StartAsync()
    {
        var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual() });
        await cluster.Objects.ApplyAsync(Manifests);
        await cluster.Objects.WaitForReadyAsync("pods", "box");
        return cluster;
    }

    private static Task<string> ReadAsync(EmulatedCluster cluster) => RunAsync(cluster, "printf '%s %s %s %s' $(cat /config/color) $(cat /secret/key) $(cat /all/nested/color) \"$(cat /all/labels)\"");

    private static async Task<string> RunAsync(EmulatedCluster cluster, string script)
    {
        await using var socket = await PodSocket.OpenAsync(cluster, $"box/exec?command=sh&command=-c&command={Uri.EscapeDataString(script)}&stdout=1&stderr=1", "v4.channel.k8s.io");
        await socket.ReadToEndAsync();
        return socket.Text(1) + socket.Text(2);
    }
}
