using KubeEmulator.Objects;
using static KubeEmulator.Tests.CustomResources.ModelAttributes;

namespace KubeEmulator.Tests.CustomResources;

/// <summary>What a model class cannot say: each fault names the type, the property and what to do.</summary>
public sealed class CustomResourceFaultsTests
{
    [Theory]
    [InlineData(typeof(Plain), "CustomResourceFaultsTests+Plain: it has no [KubernetesEntity(Group = ..., ApiVersion = ..., Kind = ...)].")]
    [InlineData(typeof(Groupless), "+Groupless: its [KubernetesEntity] names no Group; custom resources need one, such as \"example.com\".")]
    [InlineData(typeof(Timed), "+Timed, property Spec.Wait: type System.TimeSpan has no form in a schema.")]
    [InlineData(typeof(Recursive), "+Recursive, property Spec.Children: type Node contains itself, and the schema of a CustomResourceDefinition cannot be recursive. Break the circle, or mark the property [PreserveUnknownFields] or [Ignore].")]
    [InlineData(typeof(Unique), "+Unique, property Names: [UniqueItems] is forbidden in a CustomResourceDefinition. Use [XListType] with Set")]
    [InlineData(typeof(Malformed), "+Malformed, property Names: [DefaultValue(..., Json = true)] holds no JSON: ")]
    [InlineData(typeof(Columned), "+Columned, property Names: [AdditionalPrinterColumn] on a value of type array;")]
    public void Type_ThatCannotBecomeADefinition_IsNamedWithTheRemedy(Type type, string message)
    {
        var fault = Assert.Throws<CustomResourceTypeException>(() => CustomResourceDefinitions.FromTypes(type));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("KubeEmulator.Tests.CustomResources.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoClassesOfOneVersion_ContradictEachOther()
    {
        var fault = Assert.Throws<CustomResourceTypeException>(() => CustomResourceDefinitions.FromTypes(typeof(Same), typeof(SameAgain)));

        Assert.Contains("sames.example.com has version v1 already", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AssemblyWithoutModels_IsNamed()
    {
        var fault = Assert.Throws<CustomResourceTypeException>(() => new KubeEmulatorBuilder().WithCustomResourcesFrom(typeof(Values.Value).Assembly));

        Assert.StartsWith("KubeEmulator.Core has no class with [KubernetesEntity]", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DefinitionThatTheServerRefuses_SaysItsError()
    {
        var refused = await Assert.ThrowsAsync<ApiException>(() => EmulatedCluster.StartAsync(o => o.WithApiOnly().WithCustomResource<BadRule>()));

        Assert.Contains("undefined field 'nope'", refused.Message, StringComparison.Ordinal);
    }

    private sealed class Plain;

    [KubernetesEntity(Kind = "Groupless"), Ignore]
    private sealed class Groupless;

    [KubernetesEntity(Group = "example.com"), Ignore]
    private sealed class Timed
    {
        public Part Spec { get; set; } = new();

        internal sealed class Part
        {
            public TimeSpan Wait { get; set; }
        }
    }

    [KubernetesEntity(Group = "example.com"), Ignore]
    private sealed class Recursive
    {
        public Node Spec { get; set; } = new();

        internal sealed class Node
        {
            public List<Node> Children { get; set; } = [];
        }
    }

    [KubernetesEntity(Group = "example.com"), Ignore]
    private sealed class Unique
    {
        [UniqueItems]
        public List<string> Names { get; set; } = [];
    }

    [KubernetesEntity(Group = "example.com"), Ignore]
    private sealed class Malformed
    {
        [DefaultValue("[", Json = true)]
        public List<string> Names { get; set; } = [];
    }

    [KubernetesEntity(Group = "example.com"), Ignore]
    private sealed class Columned
    {
        [AdditionalPrinterColumn]
        public List<string> Names { get; set; } = [];
    }

    [KubernetesEntity(Group = "example.com", Kind = "Same"), Ignore]
    private sealed class Same;

    [KubernetesEntity(Group = "example.com", Kind = "Same"), Ignore]
    private sealed class SameAgain;

    [KubernetesEntity(Group = "example.com"), Ignore]
    private sealed class BadRule
    {
        public Part Spec { get; set; } = new();

        [ValidationRule("self.nope > 1")]
        internal sealed class Part
        {
            public int Count { get; set; }
        }
    }
}
