using System.Text;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeEmulator.Runtime;

namespace KubeEmulator.KubernetesClient.Tests;

/// <summary>What the client's own code demands of a server: shapes of answers, forms of values, and how streams begin and end.</summary>
public sealed class ContractTests : ClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Delete_AnswersWhatTheClientExpectsOfEachKind()
    {
        await Cluster.Objects.ApplyAsync("""
            {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c, image: nginx}]}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}
            ---
            {apiVersion: v1, kind: ServiceAccount, metadata: {name: a}}
            ---
            {apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /a}}}
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
            ---
            {apiVersion: v1, kind: PodTemplate, metadata: {name: a}, template: {spec: {containers: [{name: c, image: nginx}]}}}
            ---
            {apiVersion: v1, kind: ResourceQuota, metadata: {name: a}, spec: {hard: {pods: "5"}}}
            ---
            {apiVersion: v1, kind: Secret, metadata: {name: a}}
            ---
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: nginx}]}}}}
            """);

        Assert.Equal("a", (await Client.CoreV1.DeleteNamespacedPodAsync("a", "default")).Metadata.Name);
        Assert.Equal("a", (await Client.CoreV1.DeleteNamespacedServiceAsync("a", "default")).Metadata.Name);
        Assert.Equal("a", (await Client.CoreV1.DeleteNamespacedServiceAccountAsync("a", "default")).Metadata.Name);
        Assert.Equal("a", (await Client.CoreV1.DeletePersistentVolumeAsync("a")).Metadata.Name);
        Assert.Equal("a", (await Client.CoreV1.DeleteNamespacedPersistentVolumeClaimAsync("a", "default")).Metadata.Name);
        Assert.Equal("a", (await Client.CoreV1.DeleteNamespacedPodTemplateAsync("a", "default")).Metadata.Name);
        Assert.Equal("a", (await Client.CoreV1.DeleteNamespacedResourceQuotaAsync("a", "default")).Metadata.Name);
        Assert.Equal("Success", (await Client.CoreV1.DeleteNamespacedSecretAsync("a", "default")).Status);
        Assert.Equal("Success", (await Client.AppsV1.DeleteNamespacedDeploymentAsync("a", "default")).Status);
    }

    [Fact]
    public async Task JsonPatch_ReplacesAMemberThatIsMissing()
    {
        await Cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: \"1\"}}");

        var patched = await Client.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch("""[{"op":"replace","path":"/data/y","value":"2"}]""", V1Patch.PatchType.JsonPatch), "a", "default");

        Assert.Equal("2", patched.Data["y"]);
    }

    [Fact]
    public async Task Values_ComeBackInTheFormsThatTheClientReads()
    {
        var taken = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc).AddTicks(1234560);
        var lease = await Client.CoordinationV1.CreateNamespacedLeaseAsync(new V1Lease { Metadata = new() { Name = "a" }, Spec = new() { HolderIdentity = "me", AcquireTime = taken } }, "default");
        var service = await Client.CoreV1.CreateNamespacedServiceAsync(new V1Service { Metadata = new() { Name = "a" }, Spec = new() { Ports = [new V1ServicePort { Port = 80, TargetPort = "8080" }] } }, "default");
        var pod = await Client.CoreV1.CreateNamespacedPodAsync(Pod("a", cpu: "0.5", memory: "1024Mi"), "default");
        var deployment = await Client.AppsV1.CreateNamespacedDeploymentAsync(
            new V1Deployment
            {
                Metadata = new() { Name = "a" },
                Spec = new() { Selector = new() { MatchLabels = Labels() }, Template = new V1PodTemplateSpec { Metadata = new() { Labels = Labels() }, Spec = Pod("a").Spec } },
                Status = new(),
            },
            "default");

        Assert.Equal(taken, lease.Spec.AcquireTime);
        Assert.Equal("8080", service.Spec.Ports[0].TargetPort.Value);
        Assert.Equal(("500m", "1Gi"), (pod.Spec.Containers[0].Resources.Requests["cpu"].ToString(), pod.Spec.Containers[0].Resources.Requests["memory"].ToString()));
        Assert.Equal(1, deployment.Spec.Replicas);
        Assert.NotNull(deployment.Metadata.CreationTimestamp);
    }

    [Fact]
    public async Task Metrics_AreReadAtPathsThatEndInASlash()
    {
        await Cluster.Objects.WaitForReadyAsync("Node", Cluster.Objects.List("Node")[0].Metadata.Name);
        await Cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.NotEmpty((await Client.GetKubernetesNodesMetricsAsync()).Items);
    }

    [Fact]
    public async Task Watch_HearsBookmarksAndAStatusAsError()
    {
        using var stop = new CancellationTokenSource(Patience);
        await Cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");
        Cluster.Faults.Add("watch", "configmaps", Fault.WatchExpired(after: 1), times: 1);
        Exception? error = null;
        var heard = new List<string>();

        await foreach (var (type, item) in Client.CoreV1.WatchListNamespacedConfigMapAsync("default", fieldSelector: "metadata.name=a", onError: e => error = e, cancellationToken: stop.Token))
        {
            heard.Add($"{type} {item.Metadata.Name}");
        }

        Assert.Equal(["Added a"], heard);
        Assert.Equal(410, Assert.IsType<KubernetesException>(error).Status.Code);
    }

    [Fact]
    public async Task Watch_WhoseTimeIsOver_EndsWithABookmark()
    {
        await Cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");
        var heard = new List<WatchEventType>();
        var watching = Task.Run(async () =>
        {
            await foreach (var (type, _) in Client.CoreV1.WatchListNamespacedConfigMapAsync("default", allowWatchBookmarks: true, timeoutSeconds: 4))
            {
                heard.Add(type);
            }
        });

        await watching.WaitAsync(Patience);

        Assert.Contains(WatchEventType.Added, heard);
        Assert.Equal(WatchEventType.Bookmark, heard[^1]);
    }

    [Fact]
    public async Task FollowedLog_SendsItsHeadersBeforeItsFirstLine()
    {
        await RunAsync("sleep 3600");

        await using var log = await Client.CoreV1.ReadNamespacedPodLogAsync("shell", "default", follow: true).WaitAsync(Patience);

        Assert.True(log.CanRead);
    }

    [Fact]
    public async Task Exec_WithoutASubprotocol_AndAttach_Connect()
    {
        await RunAsync("echo started; sleep 3600");

        using var exec = await Client.WebSocketNamespacedPodExecAsync("shell", "default", ["echo", "hello"], "c", stdin: false, webSocketSubProtocol: null!).WaitAsync(Patience);
        using var attach = await Client.WebSocketNamespacedPodAttachAsync("shell", "default", "c", stdin: false).WaitAsync(Patience);
        var buffer = new byte[64];
        System.Net.WebSockets.WebSocketReceiveResult read;
        do
        {
            // The channels are opened with an empty message each.
            read = await exec.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Patience);
        }
        while (read.Count == 1);

        Assert.Equal("\u0001hello", Encoding.UTF8.GetString(buffer, 0, read.Count).TrimEnd());
        Assert.Equal(System.Net.WebSockets.WebSocketState.Open, attach.State);
    }

    [Fact]
    public async Task PortForward_BeginsEachChannelWithItsPort()
    {
        await Client.CoreV1.CreateNamespacedPodAsync(Pod("web"), "default");
        await Cluster.Objects.WaitForReadyAsync("Pod", "web");

        using var socket = await Client.WebSocketNamespacedPodPortForwardAsync("web", "default", [80], "v4.channel.k8s.io").WaitAsync(Patience);
        using var demuxer = new StreamDemuxer(socket, StreamType.PortForward);
        demuxer.Start();
        await using var stream = demuxer.GetStream((byte?)0, (byte?)0);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 200", await reader.ReadLineAsync().WaitAsync(Patience), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_IsThereAtOnce_AndLeadsToCallsAndWebSocketsOverTls()
    {
        await RunAsync("sleep 3600");
        using var own = new Kubernetes(Cluster.ClientConfiguration);
        using var jane = new Kubernetes(Cluster.As("jane").ClientConfiguration);

        using var exec = await own.WebSocketNamespacedPodExecAsync("shell", "default", ["echo", "hello"], "c", stdin: false).WaitAsync(Patience);
        var refused = await Assert.ThrowsAsync<HttpOperationException>(() => jane.CoreV1.ListNamespaceAsync());

        Assert.Equal("v4.channel.k8s.io", exec.SubProtocol);
        Assert.Equal(403, (int)refused.Response.StatusCode);
        Assert.Equal(own.BaseUri, jane.BaseUri);
    }

    [Fact]
    public async Task Configuration_AskedByManyAtOnce_LeadsToOnePort()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Cluster.ClientConfiguration.Host)));

        Assert.Single(hosts.Distinct());
        Assert.Equal("default", Cluster.ClientConfiguration.Namespace);
    }

    [Fact]
    public async Task Configuration_OfADisposedCluster_IsRefused()
    {
        var cluster = await EmulatedCluster.StartAsync(b => b.WithApiOnly());
        var host = new Uri(cluster.ClientConfiguration.Host);
        await cluster.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => cluster.CreateClient());
        using var socket = new System.Net.Sockets.TcpClient();
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => socket.ConnectAsync(host.Host, host.Port));
    }

    private static Dictionary<string, string> Labels() => new() { ["app"] = "a" };

    private static V1Pod Pod(string name, string? cpu = null, string? memory = null, params string[] command) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1PodSpec
        {
            Containers =
            [
                new V1Container
                {
                    Name = "c",
                    Image = command.Length > 0 ? "busybox" : "nginx",
                    Command = command.Length > 0 ? command : null,
                    Resources = cpu is null ? null : new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new(cpu), ["memory"] = new(memory) } },
                },
            ],
        },
    };

    private async Task RunAsync(string script)
    {
        await Client.CoreV1.CreateNamespacedPodAsync(Pod("shell", command: ["sh", "-c", script]), "default");
        await Cluster.Objects.WaitForReadyAsync("Pod", "shell");
    }
}
