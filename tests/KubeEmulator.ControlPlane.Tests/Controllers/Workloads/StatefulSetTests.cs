using KubeEmulator.Rules;
using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Workloads;

public sealed class StatefulSetTests
{
    private const string Kind = "statefulsets.apps";

    private static string Set(int replicas, string more = "", string annotations = "{}") =>
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {serviceName: db, replicas: " + replicas + ", selector: {matchLabels: {app: db}}, "
        + "template: {metadata: {labels: {app: db}, annotations: " + annotations + "}, spec: {containers: [{name: c, image: 'db:1'}]}}" + (more.Length > 0 ? ", " + more : "") + "}}";

    private static async Task<ControllerHarness> RunAsync(string set)
    {
        var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(set);
        await cluster.QuietAsync();
        return cluster;
    }

    [Fact]
    public async Task StatefulSet_Created_MakesPodsInOrder()
    {
        await using var cluster = await RunAsync(Set(3));

        Assert.Equal(["db-0", "db-1", "db-2"], cluster.Pods().Select(p => p.Name));
        var status = cluster.Get(Kind, "db").Status;
        Assert.Equal(3, status.Integer("availableReplicas"));
        Assert.Equal(status.String("updateRevision"), status.String("currentRevision"));
        Assert.Equal("db-1", cluster.Get("pods", "db-1").Metadata.Labels.String("statefulset.kubernetes.io/pod-name"));
        Assert.Equal(
            ["Create Pod db-0 in StatefulSet db successful", "Create Pod db-1 in StatefulSet db successful", "Create Pod db-2 in StatefulSet db successful"],
            cluster.Events().Where(e => e.Contains("SuccessfulCreate", StringComparison.Ordinal)).Select(e => e[(e.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
    }

    [Fact]
    public async Task StatefulSet_PodNotReady_MakesNoMoreUnlessParallel()
    {
        await using var ordered = await RunAsync(Set(3, annotations: "{test/stays: unready}"));
        await using var parallel = await RunAsync(Set(3, "podManagementPolicy: Parallel", "{test/stays: unready}"));
        Assert.Single(ordered.Pods());
        Assert.Equal(3, parallel.Pods().Count);
    }

    [Fact]
    public async Task StatefulSet_NewTemplate_ReplacesFromTheTop()
    {
        await using var cluster = await RunAsync(Set(3));
        await cluster.PatchAsync(Kind, "db", "{spec: {template: {spec: {containers: [{name: c, image: 'db:2'}]}}}}");
        await cluster.QuietAsync();

        Assert.All(cluster.Pods(), p => Assert.Equal("db:2", p.Spec.Maps("containers").First().String("image")));
        Assert.Equal(2, cluster.List("controllerrevisions.apps").Count);
        var deleted = cluster.Events().Where(e => e.Contains("SuccessfulDelete", StringComparison.Ordinal)).Select(e => e.Split(' ')[5]);
        Assert.Equal(["db-2", "db-1", "db-0"], deleted);
        Assert.Equal(3, cluster.Get(Kind, "db").Status.Integer("currentReplicas"));
    }

    [Fact]
    public async Task StatefulSet_Partition_KeepsOldPodsBelowIt()
    {
        await using var cluster = await RunAsync(Set(3, "updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}"));
        await cluster.PatchAsync(Kind, "db", "{spec: {template: {spec: {containers: [{name: c, image: 'db:2'}]}}}}");
        await cluster.QuietAsync();
        await cluster.DeleteAsync("pods", "db-0");
        await cluster.QuietAsync();

        Assert.Equal(["db:1", "db:1", "db:2"], cluster.Pods().Select(p => p.Spec.Maps("containers").First().String("image")));
        Assert.Equal(1, cluster.Get(Kind, "db").Status.Integer("updatedReplicas"));
    }

    [Fact]
    public async Task StatefulSet_OnDelete_ReplacesOnlyWhatIsDeleted()
    {
        await using var cluster = await RunAsync(Set(2, "updateStrategy: {type: OnDelete}, ordinals: {start: 5}"));
        await cluster.PatchAsync(Kind, "db", "{spec: {template: {spec: {containers: [{name: c, image: 'db:2'}]}}}}");
        await cluster.QuietAsync();
        await cluster.DeleteAsync("pods", "db-6");
        await cluster.QuietAsync();

        Assert.Equal(["db-5 db:1", "db-6 db:2"], cluster.Pods().Select(p => $"{p.Name} {p.Spec.Maps("containers").First().String("image")}"));
    }

    [Fact]
    public async Task StatefulSet_ClaimsDeletedWhenScaled_BelongToTheSetAndThenToThePod()
    {
        await using var cluster = await RunAsync(Set(
            2,
            "podManagementPolicy: Parallel, persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete, whenScaled: Delete}, "
            + "volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]"));
        Assert.All(cluster.List("persistentvolumeclaims"), c => Assert.Equal("db", c.Metadata.Controller?.Name));
        Assert.Contains("StatefulSet/db Normal SuccessfulCreate: Create Claim data-db-1 Pod db-1 in StatefulSet db success", cluster.Events());

        await cluster.PatchAsync(Kind, "db", "{spec: {replicas: 1}}");
        await cluster.QuietAsync();
        Assert.Equal("db-1", cluster.Get("persistentvolumeclaims", "data-db-1").Metadata.Controller?.Name);
        Assert.Equal("data-db-0", cluster.Get("pods", "db-0").Spec.Maps("volumes").First().StringAt("persistentVolumeClaim", "claimName"));
    }

    [Fact]
    public async Task StatefulSet_Rollback_TakesTheOldRevisionWithANewNumber()
    {
        await using var cluster = await RunAsync(Set(1));
        await cluster.PatchAsync(Kind, "db", "{spec: {template: {spec: {containers: [{name: c, image: 'db:2'}]}}}}");
        await cluster.QuietAsync();
        await cluster.PatchAsync(Kind, "db", "{spec: {template: {spec: {containers: [{name: c, image: 'db:1'}]}}}}");
        await cluster.QuietAsync();

        Assert.Equal([2, 3], cluster.List("controllerrevisions.apps").Select(r => r.Root.Integer("revision")).Order());
    }

    [Fact]
    public void Revision_RecordedTemplate_HasTheRealHash()
    {
        // Recorded from a 1.36.2 controller manager: the revision of this template is called db-55b6cbfc.
        var template = Value.Parse("""
            {"$patch":"replace","metadata":{"labels":{"app":"db"}},"spec":{"containers":[{"image":"registry.example.com/app:1","imagePullPolicy":"IfNotPresent","name":"c","resources":{},
            "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],"dnsPolicy":"ClusterFirst","restartPolicy":"Always","schedulerName":"default-scheduler",
            "securityContext":{},"terminationGracePeriodSeconds":30}}
            """);
        Assert.Equal("55b6cbfc", TemplateHash.OfRevision(MapValue.Of(("spec", MapValue.Of(("template", template)))), 0));
    }
}
