using KubeEmulator.Controllers.Cluster;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class VolumeAttributesClassTests
{
    private const string Kind = "volumeattributesclasses.storage.k8s.io";

    [Fact]
    public async Task Class_DeletedWhileAClaimHasIt_StaysUntilTheClaimGoes()
    {
        await using var cluster = await ControllerHarness.StartAsync(new VolumeAttributesClassProtectionController());
        await cluster.ApplyAsync("""
            {apiVersion: storage.k8s.io/v1, kind: VolumeAttributesClass, metadata: {name: fast}, driverName: ebs.csi.aws.com, parameters: {iops: "100"}}
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], volumeAttributesClassName: fast, resources: {requests: {storage: 1Gi}}}}
            """);
        await cluster.QuietAsync();
        Assert.Equal(["kubernetes.io/vac-protection"], cluster.Get(Kind, "fast").Metadata.Finalizers);

        await cluster.DeleteAsync(Kind, "fast");
        await cluster.QuietAsync();
        Assert.NotNull(cluster.Find(Kind, "fast"));

        await cluster.DeleteAsync("persistentvolumeclaims", "data");
        await cluster.QuietAsync();
        Assert.Null(cluster.Find(Kind, "fast"));
    }
}
