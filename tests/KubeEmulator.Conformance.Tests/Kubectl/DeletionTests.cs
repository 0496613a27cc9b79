using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Kubectl;

/// <summary>What goes with what, and who waits for it.</summary>
public sealed class DeletionTests(WorkingClusterFixture cluster) : IClassFixture<WorkingClusterFixture>
{
    private const string Timeout = "--timeout=60s";

    [KubectlFact]
    public async Task DeleteNamespace_TakesEverythingInItAndEnds()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "going");
        await kubectl.OkAsync(null, "create", "deployment", "web", "--image=web:1", "--replicas=2");
        await kubectl.OkAsync(null, "expose", "deployment", "web", "--port=80");
        await kubectl.OkAsync(null, "create", "configmap", "held", "--from-literal=a=b");
        await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout);

        Assert.Equal("namespace \"going\" deleted\n", await kubectl.OkAsync(null, "delete", "namespace", "going", Timeout));

        Assert.Equal("", await kubectl.OkAsync(null, "get", "all,configmaps,serviceaccounts,endpointslices", "-o", "name"));
        Assert.Contains("NotFound", (await kubectl.RunAsync(null, "get", "namespace", "going")).Error, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task DeleteNamespace_WithAFinalizerNobodyRemoves_SaysWhich()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "stuck");
        await kubectl.OkAsync("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"held","finalizers":["example.com/keep"]}}""", "create", "-f", "-");

        await kubectl.OkAsync(null, "delete", "namespace", "stuck", "--wait=false");

        await kubectl.OkAsync(null, "wait", "--for=condition=NamespaceFinalizersRemaining", "namespace/stuck", Timeout);
        var described = await kubectl.OkAsync(null, "describe", "namespace", "stuck");
        Assert.Contains("Some content in the namespace has finalizers remaining: example.com/keep in 1 resource instances", described, StringComparison.Ordinal);

        await kubectl.OkAsync(null, "patch", "configmap", "held", "--type=merge", "-p", """{"metadata":{"finalizers":null}}""");
        await kubectl.OkAsync(null, "wait", "--for=delete", "namespace/stuck", Timeout);
    }

    [KubectlFact]
    public async Task DeleteCascade_Orphan_LeavesWhatANewOwnerAdopts()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "orphan");
        await kubectl.OkAsync(null, "create", "deployment", "web", "--image=web:1", "--replicas=2");
        await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout);
        var pods = await kubectl.OkAsync(null, "get", "pods", "-o", "name");

        await kubectl.OkAsync(null, "delete", "deployment", "web", "--cascade=orphan");
        Assert.Equal("", await kubectl.OkAsync(null, "get", "replicasets", "-o", "jsonpath={.items[*].metadata.ownerReferences}"));

        await kubectl.OkAsync(null, "create", "deployment", "web", "--image=web:1", "--replicas=2");
        await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout);
        Assert.Equal(pods, await kubectl.OkAsync(null, "get", "pods", "-o", "name"));
    }

    [KubectlTheory]
    [InlineData("background")]
    [InlineData("foreground")]
    public async Task DeleteCascade_TakesPodsAlong(string cascade)
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, cascade);
        await kubectl.OkAsync(null, "create", "deployment", "web", "--image=web:1", "--replicas=2");
        await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout);

        await kubectl.OkAsync(null, "delete", "deployment", "web", $"--cascade={cascade}", Timeout);

        // In the foreground the owner goes last: when kubectl has waited for it, nothing is left.
        if (cascade == "background")
        {
            await kubectl.OkAsync(null, "wait", "--for=delete", "pod", "--selector=app=web", Timeout);
            await kubectl.OkAsync(null, "wait", "--for=delete", "replicaset", "--selector=app=web", Timeout);
        }

        Assert.Equal("", await kubectl.OkAsync(null, "get", "replicasets,pods", "-o", "name"));
    }

    [KubectlFact]
    public async Task Wait_ForCreationAndDeletion_SeesBoth()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "waiting");
        var created = kubectl.OkAsync(null, "wait", "--for=create", "configmap/late", Timeout);
        await kubectl.OkAsync(null, "create", "configmap", "late");
        Assert.Equal("configmap/late condition met\n", await created);

        var gone = kubectl.OkAsync(null, "wait", "--for=delete", "configmap/late", Timeout);
        await kubectl.OkAsync(null, "delete", "configmap", "late");
        await gone;
    }
}
