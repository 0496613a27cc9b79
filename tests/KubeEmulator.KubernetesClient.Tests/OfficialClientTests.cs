using System.Text;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeEmulator.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEmulator.KubernetesClient.Tests;

public sealed class OfficialClientTests : ClientTests
{
    [Fact]
    public async Task Objects_AreCreatedReadListedAndDeleted()
    {
        var created = await Client.CoreV1.CreateNamespacedConfigMapAsync(ConfigMap("a"), "default");
        var read = await Client.CoreV1.ReadNamespacedConfigMapAsync("a", "default");
        var listed = await Client.CoreV1.ListNamespacedConfigMapAsync("default", labelSelector: "app=shop");

        Assert.Equal(created.Metadata.Uid, read.Metadata.Uid);
        Assert.Equal("1", Assert.Single(listed.Items).Data["value"]);
        Assert.Equal("Success", (await Client.CoreV1.DeleteNamespacedConfigMapAsync("a", "default")).Status);
        await Assert.ThrowsAsync<HttpOperationException>(() => Client.CoreV1.ReadNamespacedConfigMapAsync("a", "default"));
    }

    [Theory]
    [InlineData(V1Patch.PatchType.MergePatch, "{\"data\":{\"value\":\"2\"}}")]
    [InlineData(V1Patch.PatchType.StrategicMergePatch, "{\"data\":{\"value\":\"2\"}}")]
    [InlineData(V1Patch.PatchType.JsonPatch, "[{\"op\":\"replace\",\"path\":\"/data/value\",\"value\":\"2\"}]")]
    public async Task Patches_OfEachKind_AreTaken(V1Patch.PatchType type, string patch)
    {
        await Client.CoreV1.CreateNamespacedConfigMapAsync(ConfigMap("a"), "default");

        var patched = await Client.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch(patch, type), "a", "default");

        Assert.Equal("2", patched.Data["value"]);
    }

    [Fact]
    public async Task Apply_TakesOwnership()
    {
        var applied = await Client.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch(ConfigMap("a"), V1Patch.PatchType.ApplyPatch), "a", "default", fieldManager: "shop", force: true);

        Assert.Equal(("shop", "Apply"), (applied.Metadata.ManagedFields[0].Manager, applied.Metadata.ManagedFields[0].Operation));
    }

    [Fact]
    public async Task Refusal_CarriesTheStatus()
    {
        var fault = await Assert.ThrowsAsync<HttpOperationException>(() => Client.CoreV1.CreateNamespacedConfigMapAsync(ConfigMap("Wrong"), "default"));

        Assert.Equal(422, (int)fault.Response.StatusCode);
        Assert.Equal("Invalid", KubernetesJson.Deserialize<V1Status>(fault.Response.Content).Reason);
    }

    [Fact]
    public async Task Watch_HearsOfChanges()
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

        // The call comes back with the first event, so it is not awaited before there is one. This form is in every version of the client.
#pragma warning disable CS0618
        using var watch = Client.CoreV1.ListNamespacedConfigMapWithHttpMessagesAsync("default", labelSelector: "app=shop", watch: true)
            .Watch<V1ConfigMap, V1ConfigMapList>((type, item) => heard.TrySetResult($"{type} {item.Metadata.Name}"), fault => heard.TrySetException(fault));
#pragma warning restore CS0618

        await Client.CoreV1.CreateNamespacedConfigMapAsync(ConfigMap("a"), "default");

        Assert.Equal("Added a", await heard.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Exec_RunsInTheContainer_OverAWebSocket()
    {
        await PodAsync();
        using var output = new MemoryStream();

        var code = await Client.NamespacedPodExecAsync(
            "shell",
            "default",
            "c",
            ["sh", "-c", "echo hello; exit 3"],
            tty: false,
            async (stdin, stdout, stderr) => await stdout.CopyToAsync(output),
            CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal((3, "hello\n"), (code, Encoding.UTF8.GetString(output.ToArray())));
    }

    [Fact]
    public async Task Logs_AreRead()
    {
        await PodAsync();

        await using var log = await Client.CoreV1.ReadNamespacedPodLogAsync("shell", "default");
        using var reader = new StreamReader(log);

        Assert.Equal("started", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task Client_OfAUserWithoutRights_IsRefused()
    {
        using var jane = Cluster.As("jane").CreateClient();

        var fault = await Assert.ThrowsAsync<HttpOperationException>(() => jane.CoreV1.ListNamespacedSecretAsync("default"));

        Assert.Equal(403, (int)fault.Response.StatusCode);
    }

    [Fact]
    public async Task ClientConfiguration_IsForClientsThatOthersMake()
    {
        using var own = new Kubernetes(Cluster.ClientConfiguration);

        Assert.Contains((await own.CoreV1.ListNamespaceAsync()).Items, n => n.Metadata.Name == "kube-system");
        Assert.Equal(Cluster.ClientConfiguration.Host, own.BaseUri.AbsoluteUri.TrimEnd('/'));
    }

    [Fact]
    public async Task Host_GetsTheClustersClient()
    {
        var services = new ServiceCollection().AddSingleton<IKubernetes>(_ => throw new InvalidOperationException("the real one"));
        await using var provider = services.AddKubeEmulator(Cluster, "system:serviceaccount:default:shop").BuildServiceProvider();

        var fault = await Assert.ThrowsAsync<HttpOperationException>(() => provider.GetRequiredService<IKubernetes>().CoreV1.ListNamespaceAsync());

        Assert.Contains("system:serviceaccount:default:shop", fault.Response.Content, StringComparison.Ordinal);
    }

    private static V1ConfigMap ConfigMap(string name) => new()
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["app"] = "shop" } },
        Data = new Dictionary<string, string> { ["value"] = "1" },
    };

    private async Task PodAsync()
    {
        await Client.CoreV1.CreateNamespacedPodAsync(
            new V1Pod
            {
                Metadata = new V1ObjectMeta { Name = "shell" },
                Spec = new V1PodSpec { Containers = [new V1Container { Name = "c", Image = "busybox", Command = ["sh", "-c", "echo started; sleep 3600"] }] },
            },
            "default");
        await Cluster.Objects.WaitForReadyAsync("Pod", "shell");
    }
}
