using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching;

public sealed class KnownShapesTests
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
    public void Applies_OfKnownShapes_AreOwnedAsIfNothingWereKnown()
    {
        var known = Deployments();
        for (var seed = 0; seed < 400; seed++)
        {
            var configuration = new RandomDeployments(seed).Configuration();

            Assert.Equal(Applied(Deployments(), configuration), Applied(known, configuration));
        }
    }

    [Fact]
    public void Creations_AlikeInTheSameSecond_ShareTheirManagedFields()
    {
        var management = Deployments();

        var lists = Enumerable.Range(0, 20).Select(i => ManagedFields.ListOf(management.TrackUpdate(null, Web($"web-{i}", $"image-{i}", i + 1), "test", Now))!).ToList();
        var later = management.TrackUpdate(null, Web("d", "mysql", 3), "test", Now.AddSeconds(1));

        // The first is worked out, the second found and its list made, and all others share it.
        Assert.Equal(2, lists.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Single(lists.Distinct());
        Assert.Equal("2026-01-02T03:04:06Z", later.At("metadata", "managedFields") is ListValue list ? list[0].StringAt("time") : null);
    }

    [Fact]
    public void Creations_OfEvents_ShareTheirManagedFieldsWhateverTheyAreAbout()
    {
        var management = Events();

        var lists = Enumerable.Range(0, 20).Select(i => ManagedFields.ListOf(management.TrackUpdate(null, Event($"pod-{i}"), "test", Now))!).ToList();
        var nameless = management.TrackUpdate(null, Event(""), "test", Now);

        Assert.Equal(2, lists.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Equal(Events().TrackUpdate(null, Event("pod-0"), "test", Now).At("metadata", "managedFields"), lists[19]);
        Assert.Equal(Events().TrackUpdate(null, Event(""), "test", Now), nameless);
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

    [Fact]
    public void Applies_OfKnownShapesWithAnotherTypeInAnAtom_AreRefusedLikeTheFirst()
    {
        var management = Deployments();
        var (fine, broken) = (WithTolerations("""[{"key":"a"}]"""), WithTolerations("""[{"key":1}]"""));

        Assert.DoesNotContain("expected", Applied(management, fine), StringComparison.Ordinal);
        Assert.Contains("tolerations[0].key: expected string, got &value.valueUnstructured{Value:1}", Applied(management, broken), StringComparison.Ordinal);

        static MapValue WithTolerations(string tolerations) =>
            (MapValue)Value.Parse("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"template":{"spec":{"tolerations":""" + tolerations + "}}}}");
    }

    private static string Applied(FieldManagement management, MapValue configuration)
    {
        try
        {
            return management.Apply(null, configuration, "test", false, Now).ToString();
        }
        catch (ApiException refused)
        {
            return refused.Message;
        }
    }

    private static GroupVersionKind Kind => new("apps", "v1", "Deployment");

    private static FieldManagement Deployments() => new(Kind, BuiltInSchemas.For(Kind)!);

    private static FieldManagement Events() => new(EventKind, BuiltInSchemas.For(EventKind)!);

    private static GroupVersionKind EventKind => new("", "v1", "Event");

    private static MapValue Event(string about) => TypedDecoder.Decode(
        MapValue.Of(
            ("apiVersion", "v1"),
            ("kind", "Event"),
            ("metadata", MapValue.Of(("name", $"{about}.1"))),
            ("involvedObject", about.Length == 0 ? MapValue.Empty : MapValue.Of(("kind", "Pod"), ("name", about))),
            ("reason", "Started")),
        BuiltInSchemas.For(EventKind)!).Document;

    private static MapValue Web(string name, string image, int replicas, string container = "web")
    {
        var pod = MapValue.Of(("spec", MapValue.Of(("containers", ListValue.Of(MapValue.Of(("name", container), ("image", image)))))));
        var document = MapValue.Of(
            ("apiVersion", "apps/v1"),
            ("kind", "Deployment"),
            ("metadata", MapValue.Of(("name", name))),
            ("spec", MapValue.Of(("replicas", replicas), ("selector", MapValue.Of(("matchLabels", MapValue.Of(("app", name))))), ("template", pod))));
        return TypedDecoder.Decode(document, BuiltInSchemas.For(Kind)!).Document;
    }
}
