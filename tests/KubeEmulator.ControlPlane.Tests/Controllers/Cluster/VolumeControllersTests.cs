using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class VolumeControllersTests
{
    [Fact]
    public async Task Claim_BindsTheSmallestVolumeThatFits()
    {
        await using var cluster = await StartAsync();
        await VolumeAsync(cluster, "large", "10Gi", "Retain");
        await VolumeAsync(cluster, "small", "2Gi", "Retain");
        await cluster.QuietAsync();
        Assert.Equal("Available", Phase(cluster, "persistentvolumes", "small", ""));

        await ClaimAsync(cluster, "one", "1Gi", "static");
        await cluster.QuietAsync();
        var claim = cluster.Get("persistentvolumeclaims", "one");
        Assert.Equal(("small", "Bound", "2Gi"), (claim.Spec.String("volumeName"), claim.Status.String("phase"), claim.Status.StringAt("capacity", "storage")));
        Assert.Equal("Bound", Phase(cluster, "persistentvolumes", "small", ""));
    }

    [Theory]
    [InlineData("Retain", "/data/v", "Released")]
    [InlineData("Delete", "/data/v", "Failed")]
    [InlineData("Delete", "/tmp/v", "")]
    [InlineData("Recycle", "/data/v", "Available")]
    public async Task Claim_Deleted_TheVolumeIsReclaimedByItsPolicy(string policy, string path, string phase)
    {
        await using var cluster = await StartAsync();
        await VolumeAsync(cluster, "v", "2Gi", policy, path);
        await ClaimAsync(cluster, "c", "1Gi", "static");
        await cluster.QuietAsync();
        await cluster.DeleteAsync("persistentvolumeclaims", "c");
        await cluster.QuietAsync();
        Assert.Equal(phase, cluster.Find("persistentvolumes", "v", "") is null ? "" : Phase(cluster, "persistentvolumes", "v", ""));
    }

    [Fact]
    public async Task SimulatedProvisioner_MakesAndGrowsAndRemovesTheVolume()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: ebs.csi.aws.com, allowVolumeExpansion: true, reclaimPolicy: Delete, volumeBindingMode: Immediate}");
        await ClaimAsync(cluster, "c", "1Gi", "fast");
        await cluster.QuietAsync();
        var name = cluster.Get("persistentvolumeclaims", "c").Spec.StringOrEmpty("volumeName");
        Assert.Equal("ebs.csi.aws.com", cluster.Get("persistentvolumes", name, "").Spec.StringAt("csi", "driver"));

        await cluster.PatchAsync("persistentvolumeclaims", "c", "{spec: {resources: {requests: {storage: 3Gi}}}}");
        await cluster.QuietAsync();
        Assert.Equal("3Gi", cluster.Get("persistentvolumeclaims", "c").Status.StringAt("capacity", "storage"));
        Assert.Equal("3Gi", cluster.Get("persistentvolumes", name, "").Spec.StringAt("capacity", "storage"));

        await cluster.DeleteAsync("persistentvolumeclaims", "c");
        await cluster.QuietAsync();
        Assert.Empty(cluster.List("persistentvolumes", ""));
    }

    [Fact]
    public async Task OtherProvisioner_IsWaitedFor()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ext}, provisioner: example.com/external, volumeBindingMode: Immediate}");
        await ClaimAsync(cluster, "c", "1Gi", "ext");
        await cluster.QuietAsync();
        Assert.Equal("example.com/external", cluster.Get("persistentvolumeclaims", "c").Metadata.Annotations.String("volume.kubernetes.io/storage-provisioner"));
        Assert.StartsWith("PersistentVolumeClaim/c Normal ExternalProvisioning: Waiting for a volume to be created either by the external provisioner 'example.com/external'", Assert.Single(cluster.Events()));
    }

    [Fact]
    public async Task WaitingClass_IsProvisionedWhenANodeIsChosen()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: lazy}, provisioner: rancher.io/local-path, volumeBindingMode: WaitForFirstConsumer}");
        await ClaimAsync(cluster, "c", "1Gi", "lazy");
        await cluster.QuietAsync();
        Assert.Equal("PersistentVolumeClaim/c Normal WaitForFirstConsumer: waiting for first consumer to be created before binding", Assert.Single(cluster.Events()));

        await cluster.PatchAsync("persistentvolumeclaims", "c", "{metadata: {annotations: {volume.kubernetes.io/selected-node: node-1}}}");
        await cluster.QuietAsync();
        Assert.Equal("Bound", Phase(cluster, "persistentvolumeclaims", "c"));
    }

    [Fact]
    public async Task ClaimWithoutClass_GetsTheDefaultOneWhenThereIsOne()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}");
        await cluster.QuietAsync();
        Assert.Equal("Pending", Phase(cluster, "persistentvolumeclaims", "c"));
        await cluster.ApplyAsync("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: std, annotations: {storageclass.kubernetes.io/is-default-class: 'true'}}, provisioner: ebs.csi.aws.com, volumeBindingMode: Immediate}");
        await cluster.QuietAsync();
        Assert.Equal("std", cluster.Get("persistentvolumeclaims", "c").Spec.String("storageClassName"));
        Assert.Equal("Bound", Phase(cluster, "persistentvolumeclaims", "c"));
    }

    [Fact]
    public async Task ClaimInUse_StaysUntilItsPodIsGone()
    {
        await using var cluster = await StartAsync();
        await ClaimAsync(cluster, "c", "1Gi", "static");
        await cluster.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: user, finalizers: [example.com/hold]}, spec: {nodeName: node-1, containers: [{name: c, image: i}], volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]}}");
        await cluster.QuietAsync();
        await cluster.DeleteAsync("persistentvolumeclaims", "c");
        await cluster.QuietAsync();
        Assert.True(cluster.Get("persistentvolumeclaims", "c").Metadata.IsDeleting);

        await cluster.Client.DeleteAsync(new GroupResource("", "pods"), "default", "user", new() { GracePeriodSeconds = 0 });
        await cluster.PatchAsync("pods", "user", "{metadata: {finalizers: null}}");
        await cluster.QuietAsync();
        Assert.Null(cluster.Find("persistentvolumeclaims", "c"));
    }

    [Fact]
    public async Task EphemeralVolume_HasItsClaim()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("""
            apiVersion: v1
            kind: Pod
            metadata: {name: p}
            spec:
              containers: [{name: c, image: i}]
              volumes: [{name: scratch, ephemeral: {volumeClaimTemplate: {metadata: {labels: {a: b}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}]
            """);
        await cluster.QuietAsync();
        Assert.Equal("p", cluster.Get("persistentvolumeclaims", "p-scratch").Metadata.Controller?.Name);
    }

    [Fact]
    public async Task Upkeep_EventsEndAndBalancersHaveAddresses()
    {
        await using var cluster = await ControllerHarness.StartAsync((Controller[])[new EventExpiryController(), new LoadBalancerController("198.51.100.0/24"), new IngressAddressController("198.51.100.0/24")]);
        await cluster.ApplyAsync("""
            {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: LoadBalancer, ports: [{port: 80}], clusterIP: 10.96.0.7}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: b}, spec: {type: LoadBalancer, ports: [{port: 80}], clusterIP: 10.96.0.8}}
            ---
            {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {defaultBackend: {service: {name: a, port: {number: 80}}}}}
            """);
        await cluster.QuietAsync();
        Assert.Equal(["198.51.100.2", "198.51.100.3"], cluster.List("services").Select(s => s.Status.Map("loadBalancer")!.Maps("ingress").Single().String("ip")));
        Assert.Equal("198.51.100.1", cluster.Get("ingresses.networking.k8s.io", "i").Status.Map("loadBalancer")!.Maps("ingress").Single().String("ip"));
        Assert.Equal(4, cluster.Events().Count);
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(61));
        Assert.Empty(cluster.Events());
    }

    private static async Task<ControllerHarness> StartAsync()
    {
        var cluster = await ControllerHarness.StartAsync((Controller[])
        [
            new VolumeBinderController(), new VolumeExpansionController(), new ClaimProtectionController(), new VolumeProtectionController(), new EphemeralVolumeController(),
        ]);
        return cluster;
    }

    private static string? Phase(ControllerHarness cluster, string resource, string name, string @namespace = "default") => cluster.Get(resource, name, @namespace).Status.String("phase");

    private static Task<KubeObject> VolumeAsync(ControllerHarness cluster, string name, string size, string policy, string path = "/data") => cluster.ApplyAsync(
        $"{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: {name}}}, spec: {{capacity: {{storage: {size}}}, accessModes: [ReadWriteOnce], storageClassName: static, persistentVolumeReclaimPolicy: {policy}, hostPath: {{path: {path}}}}}}}");

    private static Task<KubeObject> ClaimAsync(ControllerHarness cluster, string name, string size, string storageClass) => cluster.ApplyAsync(
        $"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: {name}}}, spec: {{accessModes: [ReadWriteOnce], storageClassName: {storageClass}, resources: {{requests: {{storage: {size}}}}}}}}}");
}
