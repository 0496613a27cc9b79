using System.Globalization;
using KubeEmulator.Controllers.Workloads;
using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Workloads;

public sealed class CronTests
{
    private const string Kind = "cronjobs.batch";

    private static string CronJob(string schedule, string more = "", string annotations = "{test/exit: '0'}") =>
        "{apiVersion: batch/v1, kind: CronJob, metadata: {name: tick}, spec: {schedule: '" + schedule + "'" + (more.Length > 0 ? ", " + more : "")
        + ", jobTemplate: {spec: {template: {metadata: {annotations: " + annotations + "}, spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}}}";

    private static async Task<ControllerHarness> RunAsync(string cronJob, TimeSpan time)
    {
        var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(cronJob);
        await cluster.AdvanceAsync(time);
        return cluster;
    }

    [Theory]
    [InlineData("* * * * *", "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z", "UTC")]
    [InlineData("0 0 1 1 *", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "UTC")]
    [InlineData("30 6-16/4 * * 1-5", "2026-01-02T15:00:00Z", "2026-01-05T06:30:00Z", "UTC")]
    [InlineData("0 0 13 * fri", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "UTC")]
    [InlineData("0 12 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T12:00:00Z", "UTC")]
    [InlineData("@every 90s", "2026-01-01T00:00:00Z", "2026-01-01T00:01:30Z", "UTC")]
    [InlineData("0 9 * * *", "2026-07-01T00:00:00Z", "2026-07-01T13:00:00Z", "America/New_York")]
    [InlineData("30 2 * * *", "2026-03-08T05:00:00Z", "2026-03-09T06:30:00Z", "America/New_York")]
    [InlineData("59 23 31 2 *", "2026-01-01T00:00:00Z", null, "UTC")]
    public void Next_Schedule_IsWhatTheRealParserFinds(string schedule, string after, string? expected, string zone)
    {
        var next = CronSchedule.Parse(schedule, TimeZoneInfo.FindSystemTimeZoneById(zone))!.Next(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture));
        Assert.Equal(expected, next?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("* * * *")]
    [InlineData("61 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("@often")]
    public void Parse_NoSchedule_IsNull(string text) => Assert.Null(CronSchedule.Parse(text, TimeZoneInfo.Utc));

    [Fact]
    public async Task CronJob_EveryMinute_KeepsAsManyJobsAsItsHistoryAllows()
    {
        await using var cluster = await RunAsync(CronJob("* * * * *", "successfulJobsHistoryLimit: 2"), TimeSpan.FromMinutes(5));

        Assert.Equal(2, cluster.List("jobs.batch").Count(j => !j.Metadata.IsDeleting && j.Condition("Complete") is not null));
        Assert.Equal("2026-01-01T00:05:00Z", cluster.Get(Kind, "tick").Status.String("lastScheduleTime"));
        Assert.Equal(5, cluster.Events().Count(e => e.StartsWith("CronJob/tick Normal SuccessfulCreate: Created job tick-", StringComparison.Ordinal)));
        Assert.Contains(cluster.Events(), e => e.StartsWith("CronJob/tick Normal SawCompletedJob: Saw completed job: tick-29", StringComparison.Ordinal) && e.EndsWith("condition: Complete", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Allow", 3)]
    [InlineData("Forbid", 1)]
    [InlineData("Replace", 1)]
    public async Task CronJob_JobsThatRunLong_RunBesideOneAnotherByPolicy(string policy, int running)
    {
        await using var cluster = await RunAsync(CronJob("* * * * *", "concurrencyPolicy: " + policy, "{}"), TimeSpan.FromMinutes(3));
        Assert.Equal(running, cluster.Get(Kind, "tick").Status.Maps("active").Count());
    }

    [Fact]
    public async Task CronJob_SuspendedForLong_StartsOnlyTheLatestMissedOne()
    {
        await using var cluster = await RunAsync(CronJob("*/10 * * * *", "suspend: true"), TimeSpan.FromMinutes(45));
        Assert.Empty(cluster.List("jobs.batch"));

        await cluster.PatchAsync(Kind, "tick", "{spec: {suspend: false}}");
        await cluster.QuietAsync();
        Assert.Single(cluster.List("jobs.batch"));
        Assert.Equal("2026-01-01T00:40:00Z", cluster.Get(Kind, "tick").Status.String("lastScheduleTime"));
    }

    [Fact]
    public async Task CronJob_DeadlineMissed_IsNotMadeUpFor()
    {
        await using var cluster = await RunAsync(CronJob("0 * * * *", "suspend: true, startingDeadlineSeconds: 60"), TimeSpan.FromMinutes(65));
        await cluster.PatchAsync(Kind, "tick", "{spec: {suspend: false}}");
        await cluster.QuietAsync();
        Assert.Empty(cluster.List("jobs.batch"));
    }
}
