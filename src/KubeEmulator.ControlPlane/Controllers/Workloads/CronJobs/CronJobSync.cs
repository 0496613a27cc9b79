using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>One look at one CronJob: ended Jobs are noted and cleared away, and the Job that is due is started. The status is written once.</summary>
internal sealed class CronJobSync(ReconcileContext context, KubeObject stored)
{
    private readonly List<KubeObject> _jobs = [.. Dependents.Controlled(context.Snapshot, stored, WorkloadKinds.Job.Kind)];
    private MapValue _status = stored.Status;

    private MapValue Spec => stored.Spec;

    private IEnumerable<MapValue> Active => _status.Maps("active");

    /// <summary>How long until the schedule's next time; null where there is none to wait for.</summary>
    public TimeSpan? NextTime() => TryZone(out var zone) && CronSchedule.Parse(Spec.StringOrEmpty("schedule"), zone) is { } schedule
        ? CronTimes.Wait(stored, schedule, context.Now)
        : null;

    public async ValueTask<ReconcileResult> RunAsync()
    {
        await CleanUpAsync("Complete", Spec.Integer("successfulJobsHistoryLimit")).ConfigureAwait(false);
        await CleanUpAsync("Failed", Spec.Integer("failedJobsHistoryLimit")).ConfigureAwait(false);
        await NoteJobsAsync().ConfigureAwait(false);
        ApiException? refused = null;
        TimeSpan? wait = null;
        try
        {
            wait = stored.Metadata.IsDeleting ? null : await StartAsync().ConfigureAwait(false);
        }
        catch (ApiException error)
        {
            refused = error;
        }

        await context.Client.UpdateStatusAsync(stored, _status).ConfigureAwait(false);
        return refused is not null ? throw new ApiException(refused.Status, refused)
            : wait is { } time ? ReconcileResult.After(time)
            : ReconcileResult.Done;
    }

    private async ValueTask CleanUpAsync(string end, long? limit)
    {
        var ended = _jobs.Where(j => JobConditions.FindTrue(j.Status, end) is not null)
            .OrderBy(j => j.Status.String("startTime") ?? "~", StringComparer.Ordinal).ThenBy(j => j.Name, StringComparer.Ordinal).ToList();
        foreach (var job in ended.Take(limit is { } most ? Math.Max(ended.Count - (int)most, 0) : 0))
        {
            await TryDeleteAsync(job).ConfigureAwait(false);
        }
    }

    private async ValueTask NoteJobsAsync()
    {
        foreach (var job in _jobs)
        {
            var known = Active.Any(a => a.String("uid") == job.Metadata.Uid);
            if (!new JobView(job).IsFinished)
            {
                if (!known)
                {
                    await context.Events.WarningAsync(stored, "UnexpectedJob", $"Saw a job that the controller did not create or forgot: {job.Name}").ConfigureAwait(false);
                }

                continue;
            }

            if (known)
            {
                Forget(job.Metadata.Uid);
                var end = JobConditions.FindTrue(job.Status, JobConditions.Complete) is null ? JobConditions.Failed : JobConditions.Complete;
                await context.Events.NormalAsync(stored, "SawCompletedJob", $"Saw completed job: {job.Name}, condition: {end}").ConfigureAwait(false);
            }

            if (JobConditions.FindTrue(job.Status, JobConditions.Complete) is not null && job.Status.String("completionTime") is { } time
                && !(string.CompareOrdinal(_status.String("lastSuccessfulTime"), time) >= 0))
            {
                _status = _status.With("lastSuccessfulTime", time);
            }
        }

        foreach (var missing in Active.Where(a => !_jobs.Exists(j => j.Metadata.Uid == a.String("uid"))).ToArray())
        {
            Forget(missing.StringOrEmpty("uid"));
            await context.Events.NormalAsync(stored, "MissingJob", $"Active job went missing: {missing.String("name")}").ConfigureAwait(false);
        }
    }

    private async ValueTask<TimeSpan?> StartAsync()
    {
        if (!TryZone(out var zone))
        {
            var name = Spec.StringOrEmpty("timeZone");
            await context.Events.WarningAsync(stored, "UnknownTimeZone", $"invalid timeZone: {GoText.Quote(name)}: unknown time zone {name}").ConfigureAwait(false);
            return null;
        }

        if (Spec.Bool("suspend") == true)
        {
            return null;
        }

        var text = Spec.StringOrEmpty("schedule");
        if (text.Contains("TZ", StringComparison.Ordinal))
        {
            await context.Events.WarningAsync(stored, "UnsupportedSchedule", $"CRON_TZ or TZ used in schedule {GoText.Quote(text)} is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details").ConfigureAwait(false);
        }

        if (CronSchedule.Parse(text, zone) is not { } schedule)
        {
            await context.Events.WarningAsync(stored, "UnparseableSchedule", $"unparseable schedule: {GoText.Quote(text)} : it is no cron schedule").ConfigureAwait(false);
            return null;
        }

        if (CronTimes.Of(stored, schedule, context.Now, withDeadline: true) is not { } times)
        {
            await context.Events.WarningAsync(stored, "InvalidSchedule", $"invalid schedule: {text} : time difference between two schedules is less than 1 second").ConfigureAwait(false);
            return null;
        }

        if (times.Due is { } due)
        {
            await StartDueAsync(due, times.Missed, zone).ConfigureAwait(false);
        }

        return CronTimes.Wait(stored.WithStatus(_status), schedule, context.Now);
    }

    private async ValueTask StartDueAsync(DateTimeOffset due, long missed, TimeZoneInfo zone)
    {
        if (missed > CronTimes.ManyMissed)
        {
            await context.Events.WarningAsync(stored, "TooManyMissedTimes", "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew").ConfigureAwait(false);
        }

        if (Spec.Integer("startingDeadlineSeconds") is { } deadline && due.AddSeconds(deadline) < context.Now)
        {
            var time = due.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);
            await context.Events.WarningAsync(stored, "MissSchedule", $"Missed scheduled time to start a job: {time} +0000").ConfigureAwait(false);
            return;
        }

        var name = $"{stored.Name}-{(due.ToUnixTimeSeconds() / 60).ToString(CultureInfo.InvariantCulture)}";
        if (Active.Any(a => a.String("name") == name) || KubeTime.Parse(_status.String("lastScheduleTime")) == due)
        {
            return;
        }

        switch (Spec.String("concurrencyPolicy"))
        {
            case "Forbid" when Active.Any():
                await context.Events.NormalAsync(stored, "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid").ConfigureAwait(false);
                return;
            case "Replace" when !await ReplaceAsync().ConfigureAwait(false):
                return;
        }

        if (await CreateAsync(CronJobDocument.Of(stored, name, due, zone)).ConfigureAwait(false) is { } job)
        {
            _status = _status
                .With("active", (_status.List("active") ?? ListValue.Empty).Add(CronJobDocument.Reference(job)))
                .With("lastScheduleTime", KubeTime.Format(due));
        }
    }

    private async ValueTask<bool> ReplaceAsync()
    {
        foreach (var job in _jobs.Where(j => Active.Any(a => a.String("uid") == j.Metadata.Uid)).ToArray())
        {
            if (!await TryDeleteAsync(job).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask<KubeObject?> CreateAsync(MapValue document)
    {
        try
        {
            var created = await context.Client.CreateAsync(document).ConfigureAwait(false);
            await context.Events.NormalAsync(stored, "SuccessfulCreate", $"Created job {created.Name}").ConfigureAwait(false);
            return created;
        }
        catch (ApiException taken) when (taken.Reason == StatusReason.AlreadyExists)
        {
            // A Job of ours that the status does not know, because writing it failed; another's Job is left alone.
            var key = new ObjectKey(WorkloadResources.Jobs, stored.Namespace, document.StringAt("metadata", "name") ?? "");
            return context.Refresh().Get(key) is { } existing && Owners.IsControlledBy(existing, stored) && !Active.Any(a => a.String("uid") == existing.Metadata.Uid) ? existing : null;
        }
        catch (ApiException refused) when (!PodControl.IsNamespaceTerminating(refused))
        {
            await context.Events.WarningAsync(stored, "FailedCreate", $"Error creating job: {refused.Message}").ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<bool> TryDeleteAsync(KubeObject job)
    {
        try
        {
            await context.Client.DeleteAsync(WorkloadResources.Jobs, job.Namespace, job.Name, new DeleteOptions { PropagationPolicy = "Background" }).ConfigureAwait(false);
        }
        catch (ApiException refused)
        {
            await context.Events.WarningAsync(stored, "FailedDelete", $"Deleted job: {refused.Message}").ConfigureAwait(false);
            return false;
        }

        Forget(job.Metadata.Uid);
        _jobs.Remove(job);
        await context.Events.NormalAsync(stored, "SuccessfulDelete", $"Deleted job {job.Name}").ConfigureAwait(false);
        return true;
    }

    private void Forget(string uid)
    {
        var others = ListValue.From(Active.Where(a => a.String("uid") != uid));
        _status = _status.WithOptional("active", others.Count == 0 ? null : others);
    }

    private bool TryZone(out TimeZoneInfo zone)
    {
        zone = TimeZoneInfo.Utc;
        return Spec.String("timeZone") is not { } name || TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone!);
    }
}
