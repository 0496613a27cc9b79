using KubeEmulator.Api;
using KubeEmulator.ControlPlane.Tests.Nodes;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;

namespace KubeEmulator.ControlPlane.Tests.Runtime;

public sealed class QuietTests
{
    [Fact]
    public async Task Quiet_WaitsForWhatFollowsFromAChange()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.Client.CreateAsync((Values.MapValue)Values.YamlText.Parse("{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: default}, spec: {nodeName: node-0, containers: [{name: c, image: pause}]}}"));

        await cluster.QuietAsync();

        Assert.Equal("Running", cluster.Phase("web"));
    }

    [Fact]
    public async Task Quiet_WaitsForAnOperatorThatIsBusy()
    {
        await using var cluster = await NodeHarness.StartAsync();
        var busy = cluster.Services.Activity.Begin("an operator");

        var quiet = cluster.QuietAsync();
        await Task.Yield();
        Assert.False(quiet.IsCompleted);
        busy.Dispose();

        await quiet.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Quiet_GivesUp_WhenTheCallerDoes()
    {
        await using var cluster = await NodeHarness.StartAsync();
        using var busy = cluster.Services.Activity.Begin("an operator");
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(1), limit.Token));

        Assert.Equal(["an operator"], cluster.Services.Activity.Busy());
    }

    [Fact]
    public async Task Quiet_NothingGoesOn_FailsAndNamesWhatIsBusy()
    {
        await using var executor = new SerialExecutor(TimeProvider.System, _ => { });
        var activity = new ClusterActivity();
        using var busy = activity.Begin("an operator");
        var (begun, never) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());
        executor.Post(async () =>
        {
            executor.Doing = "a controller";
            begun.SetResult();
            await never.Task;
        });

        // Without this a busy machine may not have begun with it when the patience ends.
        await begun.Task;
        var fault = await Assert.ThrowsAsync<TimeoutException>(() => new Quiet(executor, activity, TimeSpan.FromMilliseconds(20), Quiet.DefaultGrace).WaitAsync(CancellationToken.None));
        never.SetResult();

        Assert.Contains("Still busy: an operator, a controller.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_NobodyOutsideWatches_LeavesNoGraceTime()
    {
        await using var executor = new SerialExecutor(TimeProvider.System, _ => { });
        var activity = new ClusterActivity();
        activity.BeginOutsideCall("GET", "/api").Dispose();

        await new Quiet(executor, activity, Quiet.DefaultPatience, grace: TimeSpan.FromHours(1)).WaitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Quiet_OutsideWatchIsTold_LeavesItsClientTimeToAct()
    {
        await using var cluster = await NodeHarness.StartAsync();
        using var watch = cluster.Services.Api.Watch(cluster.Services.Catalog.Find("", "v1", "pods")!, "default", new ListOptions());
        watch.ReadFromOutside();
        await cluster.QuietAsync();
        Assert.True(cluster.Services.Activity.OutsideSilence >= Quiet.DefaultGrace);

        await cluster.Client.CreateAsync((Values.MapValue)Values.YamlText.Parse("{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: default}, spec: {containers: [{name: c, image: pause}]}}"));
        Assert.True(watch.TryNext(out _));
        var quiet = cluster.QuietAsync();
        Assert.False(quiet.IsCompleted);
        await quiet;

        Assert.True(cluster.Services.Activity.OutsideSilence >= Quiet.DefaultGrace);
    }

    [Fact]
    public async Task Quiet_OutsideWatchIsToldForTheFirstTime_LeavesItsClientLonger_UntilItCalls()
    {
        await using var cluster = await NodeHarness.StartAsync();
        var activity = cluster.Services.Activity;
        using var watch = cluster.Services.Api.Watch(cluster.Services.Catalog.Find("", "v1", "configmaps")!, "default", new ListOptions());
        watch.ReadFromOutside();
        await ToldAsync(cluster, watch, "a");
        await cluster.QuietAsync();
        Assert.True(activity.OutsideSilence >= Quiet.FirstGrace);

        await ToldAsync(cluster, watch, "b");
        Assert.False(activity.IsFirstAnswerDue);

        using var second = cluster.Services.Api.Watch(cluster.Services.Catalog.Find("", "v1", "configmaps")!, "default", new ListOptions());
        second.ReadFromOutside();
        await ToldAsync(cluster, second, "c");
        Assert.True(activity.IsFirstAnswerDue);
        activity.BeginOutsideCall("PUT", "/apis/coordination.k8s.io/v1/namespaces/default/leases/operator", isHeartbeat: true).Dispose();
        Assert.True(activity.IsFirstAnswerDue);
        activity.BeginOutsideCall("GET", "/api").Dispose();
        Assert.False(activity.IsFirstAnswerDue);
    }

    [Fact]
    public async Task Quiet_ActorThatEnded_IsNotWaitedFor()
    {
        await using var cluster = await NodeHarness.StartAsync();
        var follower = new LogFollower(cluster.Services.Store, new SerialExecutor(cluster.Clock, _ => { }), cluster.Quiet, _ => { }, _ => { });
        await follower.DisposeAsync();

        await cluster.Client.CreateAsync((Values.MapValue)Values.YamlText.Parse("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}"));

        await cluster.QuietAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Quiet_ExecutorThatEnded_IsQuietWhateverComes()
    {
        var store = new ObjectStore(StoreOptions.Default);
        var executor = new SerialExecutor(TimeProvider.System, _ => { });
        var quiet = new Quiet(executor, new ClusterActivity(), TimeSpan.FromMilliseconds(20), Quiet.DefaultGrace);
        await using var follower = new LogFollower(store, executor, quiet, _ => { }, _ => { });
        await executor.DisposeAsync();
        var change = new KubeObject((Values.MapValue)Values.YamlText.Parse("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}"));
        store.Commit(new StoreWrite.Create(new ObjectKey("", "configmaps", "default", "a"), change));
        Assert.True(follower.HasNext);

        // Nobody takes the change: a follower that waits for that would go round and round, here before its start returns.
        await Task.Run(follower.Start).WaitAsync(TimeSpan.FromSeconds(30));
        await quiet.WaitAsync(CancellationToken.None);
    }

    private static async Task ToldAsync(NodeHarness cluster, WatchSession watch, string name)
    {
        await cluster.Client.CreateAsync((Values.MapValue)Values.YamlText.Parse($"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}, namespace: default}}}}"));
        while (watch.TryNext(out _))
        {
            // All that there is.
        }
    }
}
