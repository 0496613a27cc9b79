using KubeEmulator.Patching.Apply;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Apply;

/// <summary>Whole objects of structured-merge-diff's own benchmarks, with the schemas and the field sets that come with them.</summary>
public sealed class RealObjectTests
{
    private const string CustomResourceDefinition = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinition";

    [SharedTheory]
    [InlineData("pod.yaml", "k8s-schema.yaml", "io.k8s.api.core.v1.Pod", "podset.json")]
    [InlineData("node.yaml", "k8s-schema.yaml", "io.k8s.api.core.v1.Node", "nodeset.json")]
    [InlineData("endpoints.yaml", "k8s-schema.yaml", "io.k8s.api.core.v1.Endpoints", "endpointsset.json")]
    [InlineData("prometheus-crd.yaml", "k8s-schema.yaml", CustomResourceDefinition, "prometheus-crdset.json")]
    public void Object_ComparedWithNothing_AddsTheFieldsThatUpstreamFinds(string file, string schema, string type, string fields)
    {
        var changes = TypedComparison.Compare(MapValue.Empty, TestYaml.Read(Read(file)), Type(schema, type));

        Assert.Equal(Value.Parse(Read(fields)).ToString(), changes.Added.FieldsV1.ToString());
        Assert.True(changes.Modified.IsEmpty && changes.Removed.IsEmpty);
    }

    [SharedTheory]
    [InlineData("node.yaml", "k8s-schema-10pct-fieldoverride.yaml", "io.k8s.api.core.v1.Node")]
    [InlineData("endpoints.yaml", "k8s-schema-10pct-fieldoverride.yaml", "io.k8s.api.core.v1.Endpoints")]
    [InlineData("k8s-deployment.yaml", "k8s-schema.yaml", "io.k8s.api.apps.v1.Deployment")]
    [InlineData("apiresourceimport-cr.yaml", "apiresourceimport.yaml", "apiresourceimport")]
    [InlineData("prometheus-crd.yaml", "k8s-schema.yaml", CustomResourceDefinition)]
    public void Object_AppliedAndWithdrawn_IsThereAndGone(string file, string schema, string typeName)
    {
        var type = Type(schema, typeName);
        var value = new VersionedValue(TestYaml.Read(Read(file)), type, "v1");
        var nothing = new VersionedValue(MapValue.Empty, type, "v1");
        var merge = new OwnershipMerge((v, version) => v with { ApiVersion = version }, _ => null);
        var owners = new FieldOwners();
        TypedValidation.Check(value.Value, type, allowDuplicates: false);

        var applied = merge.Apply(new VersionedValue(Value.Null, type, "v1"), value, owners, ManagerId.Of("me"), force: false);
        var again = merge.Apply(applied, value, owners, ManagerId.Of("me"), force: false);
        var gone = merge.Apply(again, nothing, owners, ManagerId.Of("me"), force: false);

        Assert.Equal(value.Value, applied.Value);
        Assert.Same(applied, again);
        Assert.Equal(Value.Null, gone.Value);
        Assert.Empty(owners);
    }

    private static OwnershipType Type(string schema, string type) => OwnershipType.Of(new SmdSchemas(Read(schema))[type]);

    private static string Read(string file) => File.ReadAllText(SharedReference.PathOf("reference", "structured-merge-diff", file));
}
