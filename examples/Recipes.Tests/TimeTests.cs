using KubeEmulator;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace Recipes;

/// <summary>Time that a test moves.</summary>
public sealed class TimeTests
{
    [Fact]
    public async Task CronJob_RunsEveryHourOfADay()
    {
        // snippet: day
        var clock = ClusterClock.Manual(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(clock));
        await cluster.Objects.ApplyAsync("""
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: report}
            spec:
              schedule: "30 * * * *"
              successfulJobsHistoryLimit: 100
              jobTemplate:
                spec:
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: report, image: busybox, command: [echo, done]}]
            """);

        await cluster.Clock.AdvanceAsync(TimeSpan.FromDays(1));     // every timer fires at its own time, in order

        Assert.Equal(24, cluster.Objects.List("Job").Count(job => job.Status.Integer("succeeded") == 1));
        // end snippet
    }

    [Fact]
    public async Task CrashLoop_BacksOffAsAKubeletDoes()
    {
        await using var cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()));

        // snippet: crash
        cluster.Pods.Matching("app=flaky").ExitsWith(1, after: TimeSpan.FromSeconds(2)).Times(3).ThenRuns();
        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: flaky, labels: {app: flaky}}, spec: {containers: [{name: c, image: flaky}]}}");

        // The first restart comes at once, the next ones after 10 and 20 s, which pass by themselves while somebody waits.
        var pod = await cluster.Objects.WaitForAsync("Pod", "flaky", p => p?.Status.Maps("containerStatuses").FirstOrDefault()?.Integer("restartCount") == 3);
        // end snippet

        Assert.True(cluster.Clock.GetUtcNow() - ClusterClock.DefaultStart > TimeSpan.FromSeconds(30));
        Assert.NotNull(pod);
    }
}
