using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Apply;

public sealed class FieldManagementTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [SharedFact]
    public void Create_OwnsWhatItStates_AndNothingOfTheServer()
    {
        var created = TestSchemas.Deployments().TrackUpdate(null, Deployment("replicas: 2"), "creator", Now);

        Assert.Equal(
            """[{"manager":"creator","operation":"Update","apiVersion":"apps/v1","time":"2026-01-02T03:04:05Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:replicas":{}}}}]""",
            ManagedFields.ListOf(created)!.ToString());
    }

    [SharedFact]
    public void Apply_OfAFieldThatAnotherOwns_Conflicts()
    {
        var live = TestSchemas.Deployments().TrackUpdate(null, Deployment("replicas: 2"), "creator", Now);

        var fault = Assert.Throws<ApiException>(() => TestSchemas.Deployments().Apply(live, Deployment("replicas: 3"), "applier", force: false, Now));

        Assert.Equal("Apply failed with 1 conflict: conflict with \"creator\" using apps/v1: .spec.replicas", fault.Message);
        Assert.Equal(409, fault.Code);
        Assert.Equal("""[{"reason":"FieldManagerConflict","message":"conflict with \"creator\" using apps/v1","field":".spec.replicas"}]""", fault.Status.Document.At("details", "causes")!.ToString());
    }

    [SharedFact]
    public void Apply_Forced_TakesTheFieldOver()
    {
        var live = TestSchemas.Deployments().TrackUpdate(null, Deployment("replicas: 2"), "creator", Now);

        var applied = TestSchemas.Deployments().Apply(live, Deployment("replicas: 3"), "applier", force: true, Now.AddSeconds(1));

        Assert.Equal(3, applied.IntegerAt("spec", "replicas"));
        Assert.Equal(
            """[{"manager":"applier","operation":"Apply","apiVersion":"apps/v1","time":"2026-01-02T03:04:06Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{"f:app":{}}},"f:spec":{"f:replicas":{}}}},{"manager":"creator","operation":"Update","apiVersion":"apps/v1","time":"2026-01-02T03:04:05Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:app":{}}}}}]""",
            ManagedFields.ListOf(applied)!.ToString());
    }

    [SharedFact]
    public void Apply_WithoutAFieldAppliedBefore_RemovesIt()
    {
        var deployments = TestSchemas.Deployments();
        var live = deployments.Apply(null, Deployment("replicas: 2", "paused: true"), "applier", force: false, Now);

        var withdrawn = deployments.Apply(live, Deployment("replicas: 2"), "applier", force: false, Now);

        Assert.Null(withdrawn.At("spec", "paused"));
        Assert.Equal(2, withdrawn.IntegerAt("spec", "replicas"));
    }

    [SharedFact]
    public void Apply_Twice_ReturnsTheVeryObject()
    {
        var deployments = TestSchemas.Deployments();
        var live = deployments.Apply(null, Deployment("replicas: 2"), "applier", force: false, Now);

        Assert.Same(live, deployments.Apply(live, Deployment("replicas: 2"), "applier", force: false, Now.AddMinutes(1)));
    }

    [SharedTheory]
    [InlineData("foo: 1", "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.foo: field not declared in schema")]
    [InlineData("replicas: x", "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.replicas: expected numeric (int or float), got string")]
    [InlineData("selector: 1", "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.selector: expected map, got &{1}")]
    [InlineData("template: {spec: {restartPolicy: 1}}", "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template.spec.restartPolicy: expected string, got &value.valueUnstructured{Value:1}")]
    [InlineData("template: {spec: {containers: [{name: a}, {name: a}]}}", "failed to create typed patch object (default/web; apps/v1, Kind=Deployment): .spec.template.spec.containers: duplicate entries for key [name=\"a\"]")]
    public void Apply_ThatDoesNotFitTheSchema_SaysWhere(string spec, string message)
    {
        var fault = Assert.Throws<ApiException>(() => TestSchemas.Deployments().Apply(null, Deployment(spec), "applier", force: false, Now));

        Assert.Equal(message, fault.Message);
        Assert.Equal(500, fault.Code);
    }

    [SharedFact]
    public void Update_ThatChangesNothing_KeepsTheListItself()
    {
        var deployments = TestSchemas.Deployments();
        var live = deployments.TrackUpdate(null, Deployment("replicas: 2"), "creator", Now);

        var updated = deployments.TrackUpdate(live, live.WithAt(["metadata", "resourceVersion"], "7"), "other", Now.AddMinutes(1));

        Assert.Same(ManagedFields.ListOf(live), ManagedFields.ListOf(updated));
    }

    private static MapValue Deployment(params string[] spec) => TestYaml.ReadMap(
        $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: default, labels: {app: web} }
        spec:
          {{string.Join("\n  ", spec)}}
        """);
}
