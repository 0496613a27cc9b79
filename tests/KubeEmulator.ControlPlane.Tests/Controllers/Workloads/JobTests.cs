using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Workloads;

public sealed class JobTests
{
    private static string Job(string spec = "", string annotations = "{test/exit: '0'}") =>
        "{apiVersion: batch/v1, kind: Job, metadata: {name: work}, spec: {" + (spec.Length > 0 ? spec + ", " : "")
        + "template: {metadata: {annotations: " + annotations + "}, spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}";

    private static async Task<ControllerHarness> RunAsync(string job)
    {
        var cluster = await WorkloadHarness.StartAsync();
        await cluster.ApplyAsync(job);
        await cluster.QuietAsync();
        return cluster;
    }

    [Fact]
    public async Task Job_PodSucceeds_Completes()
    {
        await using var cluster = await RunAsync(Job());

        var job = cluster.Get("jobs.batch", "work");
        Assert.Equal("True CompletionsReached", job.Condition("Complete"));
        Assert.Equal(1, job.Status.Integer("succeeded"));
        Assert.NotNull(job.Status.String("completionTime"));
        Assert.Empty(Assert.Single(cluster.List("pods")).Metadata.Finalizers);
        Assert.Contains("Job/work Normal Completed: Job completed", cluster.Events());
    }

    [Theory]
    [InlineData("completions: 5, parallelism: 2", 5)]
    [InlineData("parallelism: 3", 3)]
    public async Task Job_SeveralPods_AllSucceed(string spec, int pods)
    {
        await using var cluster = await RunAsync(Job(spec));
        Assert.Equal("True CompletionsReached", cluster.Get("jobs.batch", "work").Condition("Complete"));
        Assert.Equal(pods, cluster.List("pods").Count);
    }

    [Fact]
    public async Task Job_Indexed_NamesPodsByIndex()
    {
        await using var cluster = await RunAsync(Job("completions: 3, parallelism: 3, completionMode: Indexed"));

        Assert.Equal("0-2", cluster.Get("jobs.batch", "work").Status.String("completedIndexes"));
        Assert.Equal(["work-0", "work-1", "work-2"], cluster.List("pods").Select(p => p.Spec.String("hostname")).Order());
        Assert.All(cluster.List("pods"), p => Assert.Equal("JOB_COMPLETION_INDEX", p.Spec.Maps("containers").First().Maps("env").First().String("name")));
    }

    [Fact]
    public async Task Job_PodFails_WaitsLongerEachTimeUntilTheLimit()
    {
        await using var cluster = await RunAsync(Job("backoffLimit: 2", "{test/exit: '3'}"));
        Assert.Single(cluster.List("pods"));

        await cluster.AdvanceAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(2, cluster.List("pods").Count);
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(12));
        Assert.Equal(2, cluster.List("pods").Count);
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(3, cluster.List("pods").Count);
        Assert.Equal("True BackoffLimitExceeded", cluster.Get("jobs.batch", "work").Condition("Failed"));
        Assert.Equal(3, cluster.Get("jobs.batch", "work").Status.Integer("failed"));
        Assert.Contains("Job/work Warning BackoffLimitExceeded: Job has reached the specified backoff limit", cluster.Events());
    }

    [Fact]
    public async Task Job_WaitsToReplaceAPodBesideAReadyOne_SaysWhatIsActive()
    {
        await using var cluster = await RunAsync(Job("completions: 2, parallelism: 2", "{}"));
        await cluster.PatchAsync("pods", cluster.List("pods")[0].Name, "{status: {phase: Failed}}", "status");
        await cluster.QuietAsync();

        var status = cluster.Get("jobs.batch", "work").Status;
        Assert.Equal((1, 1, 1), (status.Integer("active"), status.Integer("ready"), status.Integer("failed")));
        Assert.Equal(0, cluster.Host.States.Single(s => s.Name == "job-controller").Failures);
    }

    [Fact]
    public async Task Job_Deadline_FailsAndEndsPods()
    {
        await using var cluster = await RunAsync(Job("activeDeadlineSeconds: 30", "{}"));
        Assert.Equal(1, cluster.Get("jobs.batch", "work").Status.Integer("active"));
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(31));

        Assert.Equal("True DeadlineExceeded", cluster.Get("jobs.batch", "work").Condition("Failed"));
        Assert.Empty(cluster.List("pods"));
    }

    [Fact]
    public async Task Job_SuspendedAndResumed_StartsAnew()
    {
        await using var cluster = await RunAsync(Job("suspend: true"));
        Assert.Empty(cluster.List("pods"));
        Assert.Equal("True JobSuspended", cluster.Get("jobs.batch", "work").Condition("Suspended"));

        await cluster.PatchAsync("jobs.batch", "work", "{spec: {suspend: false}}");
        await cluster.QuietAsync();
        Assert.Equal("False JobResumed", cluster.Get("jobs.batch", "work").Condition("Suspended"));
        Assert.Equal("True CompletionsReached", cluster.Get("jobs.batch", "work").Condition("Complete"));
    }

    [Fact]
    public async Task Job_FailurePolicyMatches_FailsAtOnce()
    {
        await using var cluster = await RunAsync(Job("backoffLimit: 5, podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [42]}}]}", "{test/exit: '42'}"));

        var pod = Assert.Single(cluster.List("pods"));
        var failed = cluster.Get("jobs.batch", "work").Status.Maps("conditions").Single(c => c.String("type") == "Failed");
        Assert.Equal($"Container c for pod default/{pod.Name} failed with exit code 42 matching FailJob rule at index 0", failed.String("message"));
    }

    [Fact]
    public async Task Job_SuccessPolicyMet_EndsTheOthers()
    {
        await using var cluster = await RunAsync(Job("completions: 3, parallelism: 1, completionMode: Indexed, successPolicy: {rules: [{succeededIndexes: '0', succeededCount: 1}]}"));
        Assert.Equal("True SuccessPolicy", cluster.Get("jobs.batch", "work").Condition("Complete"));
        Assert.Equal("0", cluster.Get("jobs.batch", "work").Status.String("completedIndexes"));
    }

    [Fact]
    public async Task Job_LimitPerIndex_FailsIndexesOneByOne()
    {
        await using var cluster = await RunAsync(Job("completions: 2, parallelism: 2, completionMode: Indexed, backoffLimitPerIndex: 1", "{test/exit: '1'}"));
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(15));

        var job = cluster.Get("jobs.batch", "work");
        Assert.Equal("0,1", job.Status.String("failedIndexes"));
        Assert.Equal("True FailedIndexes", job.Condition("Failed"));
        Assert.Equal(["0", "0", "1", "1"], cluster.List("pods").Select(p => p.Metadata.Annotations.String("batch.kubernetes.io/job-index-failure-count")).Order());
    }

    [Fact]
    public async Task Job_TimeToLiveOver_IsMarkedForForegroundDeletion()
    {
        await using var cluster = await RunAsync(Job("ttlSecondsAfterFinished: 60"));
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(59));
        Assert.False(cluster.Get("jobs.batch", "work").Metadata.IsDeleting);
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Contains("foregroundDeletion", cluster.Get("jobs.batch", "work").Metadata.Finalizers);
    }

    [Fact]
    public async Task Job_ManagedByAnother_IsLeftAlone()
    {
        await using var cluster = await RunAsync(Job("managedBy: example.com/other"));
        Assert.Empty(cluster.List("pods"));
    }

    [Fact]
    public async Task Job_Gone_LetsItsPodsGo()
    {
        await using var cluster = await RunAsync(Job(annotations: "{}"));
        await cluster.DeleteAsync("jobs.batch", "work", "Background");
        await cluster.QuietAsync();
        Assert.Empty(Assert.Single(cluster.List("pods")).Metadata.Finalizers);
    }
}
