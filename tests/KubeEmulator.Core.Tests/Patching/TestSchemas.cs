using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.TestShared;

namespace KubeEmulator.Core.Tests.Patching;

/// <summary>Schemas that tests share; the built-in ones come from the reference data.</summary>
internal static class TestSchemas
{
    private static readonly Lazy<SmdSchemas> BuiltIn = new(() => new SmdSchemas(File.ReadAllText(SharedReference.PathOf("reference", "smd-schema-builtin.yaml"))));

    public static Schema Pod => BuiltIn.Value["io.k8s.api.core.v1.Pod"];

    public static Schema Deployment => BuiltIn.Value["io.k8s.api.apps.v1.Deployment"];

    public static FieldManagement Deployments(string subresource = "", FieldFilter? resetFields = null) =>
        new(new GroupVersionKind("apps", "v1", "Deployment"), Deployment, subresource, resetFields);
}
