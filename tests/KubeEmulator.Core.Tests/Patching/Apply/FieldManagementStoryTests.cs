using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Apply;

/// <summary>Sequences of writes to one deployment: who is named in managedFields, and when.</summary>
public sealed class FieldManagementStoryTests
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Lazy<FieldManagement> _deployments = new(() => TestSchemas.Deployments());

    [SharedFact]
    public void ClientSideApply_TakenOverByKubectl_DoesNotConflictAndKeepsTheAnnotation()
    {
        var first = Deployment("replicas: 100");
        var live = Stored(_deployments.Value.TrackUpdate(null, WithAnnotation(first, first.ToString()), "kubectl-client-side-apply", Start));

        var applied = _deployments.Value.Apply(live, Deployment("replicas: 8"), "kubectl", force: false, Start);

        Assert.Equal(8, applied.IntegerAt("spec", "replicas"));
        Assert.Equal(
            "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"labels\":{\"app\":\"web\"},\"name\":\"web\",\"namespace\":\"default\"},\"spec\":{\"replicas\":8}}\n",
            applied.StringAt("metadata", "annotations", Annotation));
    }

    [SharedFact]
    public void ClientSideApply_ChangedByAnother_ConflictsOnlyThere()
    {
        var first = Deployment("replicas: 100", "paused: true");
        var live = Stored(_deployments.Value.TrackUpdate(null, WithAnnotation(first, first.ToString()), "kubectl-client-side-apply", Start));
        live = _deployments.Value.TrackUpdate(live, live.WithAt(["spec", "replicas"], 5), "hpa", Start);

        var fault = Assert.Throws<ApiException>(() => _deployments.Value.Apply(live, Deployment("replicas: 8", "paused: false"), "kubectl", force: false, Start));

        Assert.Equal("Apply failed with 1 conflict: conflict with \"hpa\" using apps/v1: .spec.replicas", fault.Message);
    }

    [SharedTheory]
    [InlineData("invalid-object")]
    [InlineData("""{"apiVersion":"apps/v1beta1","kind":"Deployment"}""")]
    public void ClientSideApply_WithAnUnusableAnnotation_Conflicts_AndForceRepairsIt(string annotation)
    {
        var live = Stored(_deployments.Value.TrackUpdate(null, WithAnnotation(Deployment("replicas: 1"), annotation), "kubectl-client-side-apply", Start));

        Assert.Throws<ApiException>(() => _deployments.Value.Apply(live, Deployment("replicas: 8"), "kubectl", force: false, Start));
        var forced = _deployments.Value.Apply(live, Deployment("replicas: 8"), "kubectl", force: true, Start);

        Assert.Contains("\"replicas\":8", forced.StringAt("metadata", "annotations", Annotation), StringComparison.Ordinal);
    }

    [SharedFact]
    public void Annotation_ThatWouldBeTooLarge_IsDropped()
    {
        var live = Stored(_deployments.Value.TrackUpdate(null, WithAnnotation(Deployment("replicas: 1"), "{}"), "someone", Start));
        var large = Deployment("replicas: 1").WithAt(["metadata", "annotations"], MapValue.Of(("large", new string('x', 200_000))));

        var applied = _deployments.Value.Apply(live, large, "kubectl", force: true, Start);

        Assert.Null(applied.StringAt("metadata", "annotations", Annotation));
    }

    [SharedFact]
    public void UnownedObject_UpdatedStaysUnowned_AndAppliedNamesWhoCameBefore()
    {
        var live = Stored(Deployment("replicas: 1"));

        var updated = _deployments.Value.TrackUpdate(live, live.WithAt(["spec", "paused"], true), "someone", Start);
        var applied = _deployments.Value.Apply(updated, Deployment("replicas: 1"), "applier", force: false, Start);

        Assert.Null(ManagedFields.ListOf(updated));
        Assert.Equal(["applier Apply", "before-first-apply Update"], Managers(applied));
    }

    [SharedTheory]
    [InlineData("[]")]
    [InlineData("[{}]")]
    public void ManagedFields_SentEmpty_AreForgotten(string sent)
    {
        var live = Stored(_deployments.Value.TrackUpdate(null, Deployment("replicas: 1"), "creator", Start));

        var reset = _deployments.Value.TrackUpdate(live, live.WithAt(["metadata", "managedFields"], Value.Parse(sent)), "someone", Start);
        var throughStatus = TestSchemas.Deployments("status").TrackUpdate(live, live.WithAt(["metadata", "managedFields"], Value.Parse(sent)), "someone", Start);

        Assert.Null(ManagedFields.ListOf(reset));
        Assert.Equal(["creator Update"], Managers(throughStatus));
    }

    [SharedTheory]
    [InlineData("""[{"manager":"x","operation":"Replace","apiVersion":"apps/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{}}}]""", "operation must be `Apply` or `Update`")]
    [InlineData("""[{"manager":"x","operation":"Update","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{}}}]""", "apiVersion must not be empty")]
    [InlineData("""[{"manager":"x","operation":"Update","apiVersion":"apps/v1","fieldsV1":{"f:spec":{}}}]""", "missing fieldsType in managed fields entry 0")]
    [InlineData("""[{"manager":"x","operation":"Update","apiVersion":"apps/v1","fieldsType":"V2","fieldsV1":{"f:spec":{}}}]""", "invalid fieldsType \"V2\" in managed fields entry 0")]
    public void ManagedFields_SentInvalid_LeaveTheStoredOnes(string sent, string fault)
    {
        var live = Stored(_deployments.Value.TrackUpdate(null, Deployment("replicas: 1"), "creator", Start));
        var list = (ListValue)Value.Parse(sent);

        var updated = _deployments.Value.TrackUpdate(live, live.WithAt(["metadata", "managedFields"], list), "someone", Start);

        Assert.Equal(["creator Update"], Managers(updated));
        Assert.Equal(fault, ManagedFields.FaultOf(list));
        Assert.Null(ManagedFields.FaultOf(ManagedFields.ListOf(live)));
    }

    [SharedFact]
    public void Field_TakenOver_LeavesThePreviousManagersTime()
    {
        var live = Stored(_deployments.Value.TrackUpdate(null, Deployment("replicas: 1", "paused: true"), "first", Start));

        var updated = _deployments.Value.TrackUpdate(live, live.WithAt(["spec", "replicas"], 2), "second", Start.AddHours(1));

        Assert.Equal(["2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z"], ManagedFields.ListOf(updated)!.OfType<MapValue>().Select(e => e.String("time")));
    }

    [SharedFact]
    public void SharedField_AppliedWithoutChange_HasNoTime()
    {
        var live = Stored(_deployments.Value.Apply(null, Deployment("replicas: 1"), "first", force: false, Start));

        var shared = _deployments.Value.Apply(live, Deployment("replicas: 1"), "second", force: false, Start.AddHours(1));

        Assert.Equal(["second Apply", "first Apply"], Managers(shared));
        Assert.Null(ManagedFields.ListOf(shared)!.OfType<MapValue>().First().String("time"));
    }

    [SharedFact]
    public void EleventhUpdater_MergesTheOldestIntoAncientChanges()
    {
        var live = Stored(_deployments.Value.TrackUpdate(null, Deployment("replicas: 1"), "creator", Start));
        for (var i = 0; i < 11; i++)
        {
            live = _deployments.Value.TrackUpdate(live, live.WithAt(["metadata", "labels", $"l{i}"], "x"), $"updater-{i:00}", Start.AddSeconds(i + 1));
        }

        Assert.Equal(10, ManagedFields.ListOf(live)!.Count);
        Assert.Equal("ancient-changes Update", Managers(live)[0]);
    }

    [SharedFact]
    public void Status_WrittenThroughItsSubresource_IsOwnedThereOnly()
    {
        var live = Stored(_deployments.Value.TrackUpdate(null, Deployment("replicas: 1"), "creator", Start));
        var status = TestSchemas.Deployments("status", FieldFilter.Exclude(FieldSet.OfFields("spec")));

        live = live.With("status", MapValue.Empty);
        var updated = status.TrackUpdate(live, live.WithAt(["status", "replicas"], 1).WithAt(["spec", "replicas"], 9), "controller", Start);

        var entry = ManagedFields.ListOf(updated)!.OfType<MapValue>().Single(e => e.String("manager") == "controller");
        Assert.Equal("status", entry.String("subresource"));
        Assert.Equal("""{"f:status":{"f:replicas":{}}}""", entry["fieldsV1"]!.ToString());
    }

    [SharedTheory]
    [InlineData("v1", "Pod", "invalid object type: /v1, Kind=Pod")]
    [InlineData("apps/v1beta1", "Deployment", "invalid object type: apps/v1beta1, Kind=Deployment")]
    public void Apply_OfAnotherKindOrVersion_IsABadRequest(string apiVersion, string kind, string message)
    {
        var other = Deployment("replicas: 1").With("apiVersion", apiVersion).With("kind", kind);

        var fault = Assert.Throws<ApiException>(() => _deployments.Value.Apply(null, other, "applier", force: false, Start));

        Assert.Equal((400, message), (fault.Code, fault.Message));
    }

    [SharedFact]
    public void Apply_WithManagedFields_IsABadRequest()
    {
        var fault = Assert.Throws<ApiException>(() => _deployments.Value.Apply(null, Deployment("replicas: 1").WithAt(["metadata", "managedFields"], ListValue.Empty), "applier", force: false, Start));

        Assert.Equal("metadata.managedFields must be nil", fault.Message);
    }

    [SharedFact]
    public void Extract_GivesWhatTheManagerApplied_AndNothingOfOthers()
    {
        var live = Stored(_deployments.Value.TrackUpdate(null, Deployment("replicas: 1"), "creator", Start));
        live = _deployments.Value.Apply(live, Deployment("paused: true"), "applier", force: false, Start);

        var extracted = _deployments.Value.Extract(live, "applier");

        Assert.Equal(Value.Parse("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"labels":{"app":"web"}},"spec":{"paused":true}}"""), extracted!);
        Assert.Null(_deployments.Value.Extract(live, "creator"));
    }

    [SharedFact]
    public void Conflicts_OfSeveralManagers_AreToldByManager()
    {
        var live = Stored(_deployments.Value.TrackUpdate(null, Deployment("replicas: 1", "paused: true"), "b", Start));
        live = TestSchemas.Deployments("scale").TrackUpdate(live, live.WithAt(["spec", "replicas"], 2), "a", Start);

        var fault = Assert.Throws<ApiException>(() => _deployments.Value.Apply(live, Deployment("replicas: 3", "paused: false"), "applier", force: false, Start));

        Assert.Equal("Apply failed with 2 conflicts: conflicts with \"a\" with subresource \"scale\" using apps/v1:\n- .spec.replicas\nconflicts with \"b\" using apps/v1:\n- .spec.paused", fault.Message);
    }

    private static string[] Managers(MapValue document) =>
        [.. ManagedFields.ListOf(document)!.OfType<MapValue>().Select(e => $"{e.String("manager")} {e.String("operation")}")];

    private static MapValue Stored(MapValue document) => document.WithAt(["metadata", "uid"], "u-1");

    private static MapValue WithAnnotation(MapValue document, string value) => document.WithAt(["metadata", "annotations", Annotation], value);

    private static MapValue Deployment(params string[] spec) => TestYaml.ReadMap(
        $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: default, labels: {app: web} }
        spec:
          {{string.Join("\n  ", spec)}}
        """);
}
