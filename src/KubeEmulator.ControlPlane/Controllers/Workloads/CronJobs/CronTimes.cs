using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Which start of a CronJob is due, and when to look again; <c>pkg/controller/cronjob/utils.go</c>.</summary>
/// <param name="Earliest">From when on starts count.</param>
/// <param name="Due">The latest start that is due; null where none is.</param>
/// <param name="Missed">How many are, roughly.</param>
internal readonly record struct CronTimes(DateTimeOffset Earliest, DateTimeOffset? Due, long Missed)
{
    /// <summary>More than these are worth a warning.</summary>
    public const int ManyMissed = 100;

    /// <summary>The starts since the last one; null where the schedule never comes.</summary>
    /// <param name="job">The CronJob.</param>
    /// <param name="schedule">Its schedule.</param>
    /// <param name="now">The time.</param>
    /// <param name="withDeadline">Whether starts that are too late to be made up for are left out.</param>
    public static CronTimes? Of(KubeObject job, CronSchedule schedule, DateTimeOffset now, bool withDeadline)
    {
        var earliest = KubeTime.Parse(job.Status.String("lastScheduleTime")) ?? KubeTime.Parse(job.Metadata.CreationTimestamp) ?? now;
        if (withDeadline && job.Spec.Integer("startingDeadlineSeconds") is { } seconds && now.AddSeconds(-seconds) is var limit && limit > earliest)
        {
            earliest = limit;
        }

        if (schedule.Next(earliest) is not { } first || schedule.Next(first) is not { } second)
        {
            return null;
        }

        if (now < second)
        {
            return new CronTimes(earliest, now < first ? null : first, 0);
        }

        // The distance of the first two is taken for that of all, one step back for schedules that are not regular.
        var distance = Math.Max((long)Math.Round((second - first).TotalSeconds), 1);
        var missed = ((long)(now - first).TotalSeconds / distance) + 1;
        DateTimeOffset? due = null;
        for (var next = schedule.Next(first.AddSeconds((missed - 2) * distance)); next <= now; next = schedule.Next(next.Value))
        {
            due = next;
        }

        return new CronTimes(earliest, due, missed);
    }

    /// <summary>When to look again.</summary>
    public static TimeSpan Wait(KubeObject job, CronSchedule schedule, DateTimeOffset now)
    {
        var times = Of(job, schedule, now, withDeadline: false);
        var from = times is not { } known ? now : known.Due ?? (known.Missed == 0 ? known.Earliest : now);
        return schedule.Next(from) is { } next && next > now ? next - now : (schedule.Next(now) ?? now.AddDays(365)) - now;
    }
}
