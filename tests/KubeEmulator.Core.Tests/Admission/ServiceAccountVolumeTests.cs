using KubeEmulator.Admission;
using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.Core.Tests.Admission;

public class ServiceAccountVolumeTests
{
    [Fact]
    public void Mount_ContainerWithoutToken_GetsVolumeAndMount()
    {
        var spec = ServiceAccountVolume.Mount(Parse("""{"containers":[{"name":"c"}]}"""), "kube-api-access-bcdfg");

        Assert.Equal("kube-api-access-bcdfg", Assert.Single(spec.Maps("volumes")).String("name"));
        Assert.Equal("kube-api-access-bcdfg", Assert.Single(Assert.Single(spec.Maps("containers")).Maps("volumeMounts")).String("name"));
    }

    [Fact]
    public void Mount_OwnMountInItsPlace_ChangesNothing()
    {
        var spec = Parse("""{"containers":[{"name":"c","volumeMounts":[{"name":"own","mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}]}]}""");

        Assert.Same(spec, ServiceAccountVolume.Mount(spec, "kube-api-access-bcdfg"));
    }

    private static MapValue Parse(string json) => (MapValue)Value.Parse(json);
}
