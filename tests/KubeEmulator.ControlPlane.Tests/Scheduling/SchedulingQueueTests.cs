using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Scheduling;
using KubeEmulator.Storage;
using static KubeEmulator.ControlPlane.Tests.Scheduling.PluginFixture;

namespace KubeEmulator.ControlPlane.Tests.Scheduling;

public class SchedulingQueueTests
{
    private readonly ClusterClock _clock = ClusterClock.Manual();
    private readonly SchedulingQueue _queue;

    public SchedulingQueueTests()
    {
        var runner = new PluginRunner(new SchedulerProfile());
        _queue = new SchedulingQueue(_clock, new SchedulerOptions(), _ => runner, () => Snapshot(""));
    }

    [Fact]
    public async Task Take_GivesHigherPriorityFirstThenWhoWaitsLonger()
    {
        Add("old", "priority: 1");
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        Add("young", "priority: 1");
        Add("vip", "priority: 9");

        Assert.Equal(["vip", "old", "young"], [_queue.Take()!.Pod.Name, _queue.Take()!.Pod.Name, _queue.Take()!.Pod.Name]);
        Assert.Null(_queue.Take());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 8)]
    [InlineData(5, 10)]
    [InlineData(50, 10)]
    public void Backoff_DoublesUpToTheLongest(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)).Duration(failures));

    [Fact]
    public void Return_Refused_WaitsForAnEventThatItsPluginAskedFor()
    {
        var pod = Refused("p", "NodeResourcesFit");
        _queue.Move(new ClusterEvent(new GroupResource("", "persistentvolumes"), ClusterEventAction.Add), Added("PersistentVolume"));
        Assert.Equal(QueuedPlace.Unschedulable, pod.Place);

        _queue.Move(ClusterEvent.AssignedPodDelete, Deleted("gone", "nodeName: a"));
        Assert.Equal(QueuedPlace.Backoff, pod.Place);
        Assert.Equal("p", _queue.Take()!.Pod.Name);
    }

    [Fact]
    public void Move_WhileOthersAreActive_LeavesThemTheirTurn()
    {
        Refused("p", "NodeResourcesFit");
        _queue.Move(ClusterEvent.AssignedPodDelete, Deleted("gone", "nodeName: a"));
        Add("fresh", "");

        Assert.Equal("fresh", _queue.Take()!.Pod.Name);
        Assert.Equal("p", _queue.Take()!.Pod.Name);
    }

    [Fact]
    public async Task Return_Broken_WaitsForItsBackOffEvenAlone()
    {
        Add("p", "");
        _queue.Return(_queue.Take()!);
        Assert.False(_queue.HasReady);

        await _clock.AdvanceAsync(_queue.NextDue!.Value - _clock.GetUtcNow());
        _queue.Flush();
        Assert.True(_queue.HasReady);
    }

    [Fact]
    public async Task Return_RefusedAndForgotten_IsTriedAfterFiveMinutes()
    {
        Refused("p", "NodeName");
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(299));
        _queue.Flush();
        Assert.False(_queue.HasReady);

        await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        _queue.Flush();
        Assert.True(_queue.HasReady);
    }

    [Fact]
    public void Add_Gated_StaysOutUntilItsOwnGatesGo()
    {
        Add("p", "schedulingGates: [{name: g}]");
        _queue.Move(new ClusterEvent(new GroupResource("", "nodes"), ClusterEventAction.Add), Added("Node"));
        Assert.False(_queue.HasReady);
        Assert.Single(_queue.In(QueuedPlace.Unschedulable));
    }

    [Fact]
    public void Remove_Queued_IsNeverTaken()
    {
        Add("p", "");
        _queue.Remove("uid-p");
        Assert.Null(_queue.Take());
    }

    private QueuedPod Refused(string name, string plugin)
    {
        Add(name, "");
        var taken = _queue.Take()!;
        taken.UnschedulablePlugins.Add(plugin);
        _queue.Return(taken);
        return taken;
    }

    private void Add(string name, string spec) => _queue.Add(Parsed(name, spec));

    private static SchedulingPod Parsed(string name, string spec) => new(Stored(name, spec), new AffinityTerms());

    private static KubeObject Stored(string name, string spec) => Snapshot(Pod(name, spec)).List(new GroupResource("", "pods"))[0];

    private static Change Deleted(string name, string spec) =>
        new(1, ChangeType.Deleted, new ObjectKey("", "pods", "default", name), Stored(name, spec), null);

    private static Change Added(string kind)
    {
        var snapshot = Snapshot($"{{kind: {kind}, metadata: {{name: x}}}}");
        var resource = snapshot.Resources.Single(r => snapshot.Count(r) > 0);
        return new Change(1, ChangeType.Added, new ObjectKey(resource, "", "x"), snapshot.List(resource)[0], null);
    }
}
