using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Rules;

public sealed class PodLifeRulesTests
{
    private static readonly DateTimeOffset Now = Documents.Time("2026-01-01T00:10:00Z");

    [Theory]
    [InlineData(0, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Pod_ReadyForAMinute_IsAvailableAccordingly(long minReadySeconds, bool expected)
    {
        var pod = Documents.Pod("status: {conditions: [{type: Ready, status: 'True', lastTransitionTime: '2026-01-01T00:09:00Z'}]}");

        Assert.True(PodState.IsReady(pod));
        Assert.Equal(expected, PodState.IsAvailable(pod, minReadySeconds, Now));
    }

    [Fact]
    public void Pod_SucceededOrDeleted_IsNotActive()
    {
        Assert.False(PodState.IsActive(Documents.Pod("status: {phase: Succeeded}")));
        Assert.False(PodState.IsActive(Documents.Pod("metadata: {deletionTimestamp: '2026-01-01T00:00:00Z'}")));
        Assert.True(PodState.IsTerminating(Documents.Pod("metadata: {deletionTimestamp: '2026-01-01T00:00:00Z'}")));
        Assert.True(PodState.IsActive(Documents.Pod("status: {phase: Pending}")));
    }

    [Fact]
    public void Condition_SetAgainWithTheSameStatus_KeepsItsTransitionTime()
    {
        var first = Conditions.Set(MapValue.Empty, Documents.Map("{type: Ready, status: 'True'}"), Now);
        var second = Conditions.Set(first, Documents.Map("{type: Ready, status: 'True', reason: Why}"), Now.AddHours(1));
        var third = Conditions.Set(second, Documents.Map("{type: Ready, status: 'False'}"), Now.AddHours(2));

        Assert.Equal("2026-01-01T00:10:00Z", Conditions.Find(second, "Ready")!.String("lastTransitionTime"));
        Assert.Equal("2026-01-01T02:10:00Z", Conditions.Find(third, "Ready")!.String("lastTransitionTime"));
        Assert.Same(first, Conditions.Set(first, Documents.Map("{type: Ready, status: 'True'}"), Now.AddDays(1)));
    }

    [Fact]
    public void PodsToDelete_Sorted_GoFromUselessToPrecious()
    {
        const string ready = "conditions: [{type: Ready, status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z'}]";
        PodView[] pods =
        [
            Documents.Pod($"{{metadata: {{uid: old}}, spec: {{nodeName: n1}}, status: {{phase: Running, {ready}}}}}"),
            Documents.Pod($"{{metadata: {{uid: costly, annotations: {{controller.kubernetes.io/pod-deletion-cost: '10'}}}}, spec: {{nodeName: n1}}, status: {{phase: Running, {ready}}}}}"),
            Documents.Pod($"{{metadata: {{uid: alone}}, spec: {{nodeName: n2}}, status: {{phase: Running, {ready}}}}}"),
            Documents.Pod("{metadata: {uid: unready}, spec: {nodeName: n1}, status: {phase: Running}}"),
            Documents.Pod("{metadata: {uid: pending}, spec: {nodeName: n1}, status: {phase: Pending}}"),
            Documents.Pod("{metadata: {uid: nowhere}, status: {phase: Pending}}"),
        ];

        Assert.Equal(["nowhere", "pending", "unready", "old", "alone", "costly"], DeletionOrder.Sort(pods, pods, Now).Select(p => p.Object.Metadata.Uid));
    }

    [Theory]
    [InlineData("+10", 0)]
    [InlineData("008", 0)]
    [InlineData("-5", -5)]
    [InlineData("0", 0)]
    [InlineData("12", 12)]
    public void DeletionCost_Read_MustBeCanonical(string text, int expected) =>
        Assert.Equal(expected, DeletionOrder.DeletionCost(Documents.Pod($"metadata: {{annotations: {{controller.kubernetes.io/pod-deletion-cost: '{text}'}}}}")));

    [Theory]
    [InlineData("maxUnavailable: 1", 4, 3, 0)]
    [InlineData("maxUnavailable: 50%", 4, 2, 1)]
    [InlineData("minAvailable: 2", 3, 2, 1)]
    [InlineData("minAvailable: 75%", 4, 3, 0)]
    [InlineData("{}", 0, 0, 0)]
    public void DisruptionBudget_OverThreeReadyPodsOfFour_AllowsTheRest(string spec, int expected, int desired, int allowed)
    {
        var pods = Enumerable.Range(0, 3).Select(i => Documents.Pod($"{{metadata: {{name: p{i}}}, status: {{conditions: [{{type: Ready, status: 'True'}}]}}}}")).ToArray();
        var budget = new KubeObject(MapValue.Of(("spec", YamlText.Parse(spec))));

        var figures = DisruptionBudget.Compute(budget, pods, () => 4, new Dictionary<string, DateTimeOffset>(), Now, out var error);

        Assert.Equal("", error);
        Assert.Equal(new DisruptionBudget(expected, desired, 3, allowed), figures);
    }

    [Fact]
    public void DisruptedPod_NotGoneYet_DoesNotCountAsHealthyForTwoMinutes()
    {
        PodView[] pods = [Documents.Pod("{metadata: {name: p}, status: {conditions: [{type: Ready, status: 'True'}]}}")];
        var budget = Documents.Object("{spec: {minAvailable: 1}, status: {disruptedPods: {p: '2026-01-01T00:09:00Z', gone: '2026-01-01T00:09:00Z'}}}");

        var (waiting, recheck) = DisruptionBudget.StillDisrupted(budget, pods, Now);

        Assert.Equal(["p"], waiting.Keys);
        Assert.Equal(Now.AddMinutes(1), recheck);
        Assert.Equal(0, DisruptionBudget.Compute(budget, pods, () => 0, waiting, Now, out _).CurrentHealthy);
        Assert.Empty(DisruptionBudget.StillDisrupted(budget, pods, Now.AddMinutes(5)).Waiting);
    }

    [Fact]
    public void Owners_AddedAndRemoved_AreFoundByUid()
    {
        var owner = Documents.Object("metadata: {name: rs, uid: u1}");
        var owned = Owners.WithOwner(Documents.Object("metadata: {name: p}"), Owners.ControllerReference(owner, new GroupVersionKind("apps", "v1", "ReplicaSet")));

        Assert.True(Owners.IsControlledBy(owned, owner));
        Assert.Single(Owners.WithOwner(owned, Owners.ControllerReference(owner, new GroupVersionKind("apps", "v1", "ReplicaSet"))).Metadata.Owners);
        Assert.Equal("""{"metadata":{"name":"p"}}""", Owners.WithoutOwner(owned, "u1").Root.ToString());
    }

    [Fact]
    public void Priorities_OfClasses_ChooseTheLowestDefault()
    {
        KubeObject[] classes = [Documents.Object("{metadata: {name: a}, value: 10, globalDefault: true}"), Documents.Object("{metadata: {name: b}, value: 5, globalDefault: true}"), Documents.Object("{metadata: {name: c}, value: 1}")];

        Assert.Equal("b", PodPriorities.Default(classes)!.Name);
        Assert.True(PodPriorities.MayPreempt(Documents.Pod("spec: {priority: 2}"), Documents.Pod("spec: {priority: 1}")));
        Assert.False(PodPriorities.MayPreempt(Documents.Pod("spec: {priority: 2, preemptionPolicy: Never}"), Documents.Pod("spec: {}")));
    }
}
