using KubeEmulator.Objects;
using KubeEmulator.Scheduling;

namespace KubeEmulator.ControlPlane.Tests.Scheduling;

public class UserPluginTests
{
    [Fact]
    public async Task Plugin_OfTheUser_FiltersLikeABuiltInOne()
    {
        await using var cluster = await SchedulerHarness.StartAsync(With(new OnlyEvenNodes()));
        await cluster.NodeAsync("n1");
        await cluster.PodAsync("p");
        await cluster.QuietAsync();
        Assert.Equal(
            "False Unschedulable: 0/1 nodes are available: 1 node(s) were odd. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
            cluster.Scheduled("p"));

        await cluster.NodeAsync("n2");
        await cluster.QuietAsync();
        Assert.Equal("n2", cluster.NodeOf("p"));
    }

    [Fact]
    public async Task Plugin_ThatThrows_IsAnErrorAndThePodIsTriedAgain()
    {
        await using var cluster = await SchedulerHarness.StartAsync(With(new Broken()));
        await cluster.NodeAsync("k");
        await cluster.PodAsync("p");
        await cluster.QuietAsync();

        Assert.Equal("False SchedulerError: broken on purpose", cluster.Scheduled("p"));
        await cluster.AdvanceAsync(10);
        Assert.Equal("", cluster.NodeOf("p"));
    }

    [Fact]
    public async Task Permit_Waiting_BindsWhenAllowedAndHoldsTheRoomMeanwhile()
    {
        await using var cluster = await SchedulerHarness.StartAsync(With(new Permission(TimeSpan.FromMinutes(1))));
        await cluster.NodeAsync("k");
        await cluster.PodAsync("p", requests: "cpu: 3");
        await cluster.QuietAsync();
        Assert.Equal("", cluster.NodeOf("p"));
        Assert.Equal("k", new PodView(cluster.FindPod("p")!).NominatedNodeName);
        await cluster.PodAsync("q", requests: "cpu: 3");
        await cluster.QuietAsync();
        Assert.Contains("Insufficient cpu", cluster.Scheduled("q"), StringComparison.Ordinal);

        var waiting = Assert.Single(await cluster.Scheduler.WaitingPodsAsync());
        waiting.Allow("Permission");
        await cluster.QuietAsync();
        Assert.Equal("k", cluster.NodeOf("p"));
    }

    [Fact]
    public async Task Permit_TimedOut_IsRefused()
    {
        await using var cluster = await SchedulerHarness.StartAsync(With(new Permission(TimeSpan.FromSeconds(30))));
        await cluster.NodeAsync("k");
        await cluster.PodAsync("p");
        await cluster.QuietAsync();
        await cluster.AdvanceAsync(29);
        Assert.Null(cluster.Scheduled("p"));
        await cluster.AdvanceAsync(1);
        Assert.Equal("False Unschedulable: 0/1 nodes are available: 1 timed out waiting on permit for pod \"default/p\".", cluster.Scheduled("p"));
    }

    [Fact]
    public void Profile_WithAPluginTwice_IsRefusedByName()
    {
        var options = With(new NodeNameTwice());
        Assert.Contains("\"NodeName\" twice", Assert.Throws<ArgumentException>(options.Check).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalog_ListsEveryBuiltInPlugin()
    {
        var listed = SchedulingCatalog.Default().Select(p => p.Plugin.GetType()).ToHashSet();
        Assert.DoesNotContain(typeof(SchedulerPlugin).Assembly.GetTypes(), t => t.IsSubclassOf(typeof(SchedulerPlugin)) && !t.IsAbstract && !listed.Contains(t));
    }

    private static SchedulerOptions With(SchedulerPlugin plugin) => new() { Profiles = [new SchedulerProfile().With(plugin)] };

    private sealed class OnlyEvenNodes : SchedulerPlugin
    {
        public override string Name => "OnlyEvenNodes";

        public override ExtensionPoints Points => ExtensionPoints.Filter;

        public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node) =>
            (node.Name[^1] - '0') % 2 == 0 ? PluginStatus.Success : PluginStatus.Unresolvable("node(s) were odd");
    }

    private sealed class Broken : SchedulerPlugin
    {
        public override string Name => "Broken";

        public override ExtensionPoints Points => ExtensionPoints.Filter;

        public override PluginStatus Filter(SchedulingCycle cycle, SchedulingNode node) => throw new InvalidOperationException("broken on purpose");
    }

    private sealed class Permission(TimeSpan timeout) : SchedulerPlugin
    {
        public override string Name => "Permission";

        public override ExtensionPoints Points => ExtensionPoints.Permit;

        public override PluginStatus Permit(SchedulingCycle cycle, string nodeName) => PluginStatus.Wait(timeout);
    }

    private sealed class NodeNameTwice : SchedulerPlugin
    {
        public override string Name => "NodeName";

        public override ExtensionPoints Points => ExtensionPoints.Filter;
    }
}
