using KubeEmulator.Objects;
using KubeEmulator.Schemas;

namespace KubeEmulator.Core.Tests.Schemas;

public sealed class BuiltInSchemasTests
{
    private static readonly Schema Pod = BuiltInSchemas.For(new GroupVersionKind("", "v1", "Pod"))!;

    [Fact]
    public void Containers_AreAMapByName()
    {
        var containers = Pod.Fields["spec"]!.Schema.Fields["containers"]!;

        Assert.Equal(ListType.Map, containers.Schema.ListType);
        Assert.Equal(["name"], containers.Schema.ListKeys);
        Assert.True(containers.PatchMerge);
        Assert.Equal("name", containers.PatchMergeKey);
        Assert.Equal(Presence.Always, containers.Presence);
        Assert.Equal("[]v1.Container", containers.Schema.GoType);
    }

    [Fact]
    public void Limits_AreQuantitiesByResourceName()
    {
        var limits = Pod.Fields["spec"]!.Schema.Fields["containers"]!.Schema.Element!.Fields["resources"]!.Schema.Fields["limits"]!.Schema;

        Assert.Equal(SchemaKind.Map, limits.Kind);
        Assert.Equal(SchemaKind.Quantity, limits.Element!.Kind);
        Assert.Equal("v1.ResourceList", limits.GoType);
    }

    [Fact]
    public void VolumeSources_AreEmbedded() =>
        Assert.Equal("VolumeSource", Pod.Fields["spec"]!.Schema.Fields["volumes"]!.Schema.Element!.Fields["hostPath"]!.Embedded);

    [Fact]
    public void CreationTimestamp_IsLeftOutWhenZero() =>
        Assert.Equal(Presence.NonZero, BuiltInSchemas.ObjectMeta.Fields["creationTimestamp"]!.Presence);

    [Fact]
    public void RecursiveTypes_Resolve()
    {
        var props = BuiltInSchemas.Named("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps")!;

        Assert.Same(props, props.Fields["not"]!.Schema);
        Assert.Same(props, props.Fields["properties"]!.Schema.Element);
        Assert.Same(props, props.Fields["items"]!.Schema.Element);
    }

    [Theory]
    [InlineData("example.com", "v1", "Gadget")]
    [InlineData("apps", "v1", "Nothing")]
    [InlineData("apps", "v9", "Deployment")]
    [InlineData("example.com", "v1", "Status")]
    public void Unknown_IsNull(string group, string version, string kind) =>
        Assert.Null(BuiltInSchemas.For(new GroupVersionKind(group, version, kind)));

    [Fact]
    public void MetaKinds_AreServedInEveryGroup()
    {
        Assert.NotNull(BuiltInSchemas.For(new GroupVersionKind("", "v1", "Status")));
        Assert.Same(BuiltInSchemas.For(new GroupVersionKind("apps", "v1", "DeleteOptions")), BuiltInSchemas.For(new GroupVersionKind("", "v1", "DeleteOptions")));
    }
}
