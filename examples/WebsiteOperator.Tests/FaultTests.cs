using KubeEmulator;
using KubeEmulator.Api;

namespace WebsiteOperator.Tests;

/// <summary>What goes wrong sooner or later in every cluster: the operator gets there all the same.</summary>
public sealed class FaultTests(OperatorCluster shared) : IClassFixture<OperatorCluster>
{
    private readonly RecordedZone _zone = new();

    public static TheoryData<string, string, InjectedFault> Faults => new()
    {
        { "update", "websites/status", Fault.Conflict() },
        { "patch", "deployments", Fault.InternalError() },
        { "patch", "configmaps", Fault.TooManyRequests() },
        { "patch", "services", Fault.CommitThenReset() },
        { "patch", "websites", Fault.CommitThenTimeout() },
        { "list", "deployments", Fault.Unavailable() },
        { "get", "websites", Fault.ConnectionReset() },
        { "watch", "websites", Fault.WatchDropped() },
        { "watch", "websites", Fault.WatchExpired() },
        { "watch", "deployments", Fault.WatchDuplicates() },
        { "get", "leases", Fault.InternalError() },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Website_ComesUp_ThoughCallsGoWrong(string verb, string resource, InjectedFault fault)
    {
        await using var cluster = shared.Fork();
        using var active = cluster.Faults.Add(new FaultRule { Verb = verb, Resource = resource, User = OperatorCluster.User, Fault = fault, Times = 2 });
        await using var replica = Replica.Start(cluster, _zone);

        await cluster.Objects.ApplyAsync(OperatorCluster.Blog);
        await cluster.Objects.WaitForConditionAsync("Website", "blog", "Ready");

        Assert.True(active.Hits > 0, "the fault was never met");
        Assert.Equal("blog.default.svc", _zone.Hosts["blog.example.com"]);
    }
}
