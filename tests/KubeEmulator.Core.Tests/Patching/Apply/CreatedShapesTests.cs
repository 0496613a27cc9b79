using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching;

public sealed class CreatedShapesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Creations_OfKnownShapes_AreOwnedAsIfNothingWereKnown()
    {
        var known = Deployments();
        for (var seed = 0; seed < 400; seed++)
        {
            var document = (MapValue)TypedDecoder.Decode(new RandomDeployments(seed).Configuration(), BuiltInSchemas.For(Kind)!).Document;

            Assert.Equal(Deployments().TrackUpdate(null, document, "test", Now), known.TrackUpdate(null, document, "test", Now));
        }
    }

    [Fact]
    public void Creations_AlikeInTheSameSecond_ShareTheirManagedFields()
    {
        var management = Deployments();
        management.TrackUpdate(null, Web("a", "nginx", 1), "test", Now);

        var second = management.TrackUpdate(null, Web("b", "redis", 2), "test", Now);
        var third = management.TrackUpdate(null, Web("c", "mongo", 3), "test", Now);
        var later = management.TrackUpdate(null, Web("d", "mysql", 3), "test", Now.AddSeconds(1));

        Assert.Same(ManagedFields.ListOf(second), ManagedFields.ListOf(third));
        Assert.Equal("2026-01-02T03:04:06Z", later.At("metadata", "managedFields") is ListValue list ? list[0].StringAt("time") : null);
    }

    [Theory]
    [InlineData("test", "web", "other")]
    [InlineData("somebody", "web", "web")]
    public void Creations_ThatDiffer_AreOwnedByTheirOwn(string manager, string first, string second)
    {
        var management = Deployments();
        management.TrackUpdate(null, Web("a", "nginx", 1, first), "test", Now);

        var tracked = management.TrackUpdate(null, Web("b", "nginx", 1, second), manager, Now);

        Assert.Equal(Deployments().TrackUpdate(null, Web("b", "nginx", 1, second), manager, Now), tracked);
        Assert.Contains($"\"manager\":\"{manager}\"", tracked.ToString(), StringComparison.Ordinal);
    }

    private static GroupVersionKind Kind => new("apps", "v1", "Deployment");

    private static FieldManagement Deployments() => new(Kind, BuiltInSchemas.For(Kind)!);

    private static MapValue Web(string name, string image, int replicas, string container = "web") => TypedDecoder.Decode(
        (MapValue)Value.Parse($$$"""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{name}}}"},"spec":{"replicas":{{{replicas}}},"selector":{"matchLabels":{"app":"{{{name}}}"}},
             "template":{"spec":{"containers":[{"name":"{{{container}}}","image":"{{{image}}}"}]}}}}
            """),
        BuiltInSchemas.For(Kind)!).Document;
}
