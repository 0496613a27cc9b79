using KubeEmulator.Objects;
using KubeEmulator.Schemas;

namespace KubeEmulator.Core.Tests.Schemas;

public sealed class BuiltInResourcesTests
{
    [Fact]
    public void Deployment_HasItsNamesVerbsAndSubresources()
    {
        var deployment = BuiltInResources.For(new GroupVersionKind("apps", "v1", "Deployment"))!;

        Assert.Equal("deployments", deployment.Plural);
        Assert.Equal("DeploymentList", deployment.ListKind);
        Assert.Equal(["deploy"], deployment.ShortNames);
        Assert.True(deployment.Namespaced);
        Assert.True(deployment.Allows("watch"));
        Assert.Equal(new GroupVersionKind("autoscaling", "v1", "Scale"), deployment.Subresource("scale")!.Kind);
        Assert.Equal(new GroupVersionKind("apps", "v1", "Deployment"), deployment.Subresource("status")!.Kind);
        Assert.Equal("Name", deployment.Columns[0].Name);
    }

    [Theory]
    [InlineData("events.k8s.io", "v1", "Event", "v1")]
    [InlineData("autoscaling", "v1", "HorizontalPodAutoscaler", "autoscaling/v2")]
    [InlineData("apps", "v1", "Deployment", "apps/v1")]
    public void Resource_StoredInAnotherVersion_SaysSo(string group, string version, string kind, string stored) =>
        Assert.Equal(stored, BuiltInResources.For(new GroupVersionKind(group, version, kind))!.StorageVersion.ToString());

    [Fact]
    public void AlphaAndBetaVersions_AreListedButOff()
    {
        Assert.Equal(95, BuiltInResources.All.Count);
        Assert.All(BuiltInResources.All.Where(r => r.Version.Contains("alpha", StringComparison.Ordinal)), r => Assert.False(r.EnabledByDefault));
        Assert.All(BuiltInResources.All.Where(r => r.Version == "v1"), r => Assert.True(r.EnabledByDefault));
    }

    [Fact]
    public void EveryResourceAndSubresource_HasASchema()
    {
        foreach (var resource in BuiltInResources.All)
        {
            Assert.NotNull(BuiltInSchemas.For(resource.GroupVersionKind));
            if (resource.Allows("list"))
            {
                Assert.NotNull(BuiltInSchemas.For(resource.GroupVersionKind with { Kind = resource.ListKind }));
            }

            foreach (var subresource in resource.Subresources.Where(s => !s.Kind.Kind.EndsWith("Options", StringComparison.Ordinal)))
            {
                Assert.NotNull(BuiltInSchemas.For(subresource.Kind));
            }
        }
    }
}
