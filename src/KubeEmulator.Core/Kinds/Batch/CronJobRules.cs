using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>CronJobs (batch <c>validateCronJobSpec</c>).</summary>
internal static class CronJobRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue spec, MapValue? old, PodRuleOptions options)
    {
        Schedule(errors, Spec.Child("schedule"), spec, old);
        errors.NonNegative(Spec, spec, "startingDeadlineSeconds");
        if (old is null || old["timeZone"] != spec["timeZone"])
        {
            TimeZoneText.Check(errors, Spec.Child("timeZone"), spec.String("timeZone"));
        }

        if (errors.Present(Spec.Child("concurrencyPolicy"), spec.StringOrEmpty("concurrencyPolicy")))
        {
            errors.OneOf(Spec.Child("concurrencyPolicy"), spec.StringOrEmpty("concurrencyPolicy"), "Allow", "Forbid", "Replace");
        }

        Template(errors, Spec.Child("jobTemplate").Child("spec"), spec.Map("jobTemplate")?.Map("spec") ?? MapValue.Empty, options);
        errors.NonNegative(Spec, spec, "successfulJobsHistoryLimit");
        errors.NonNegative(Spec, spec, "failedJobsHistoryLimit");
    }

    private static void Schedule(FieldErrors errors, FieldPath path, MapValue spec, MapValue? old)
    {
        var schedule = spec.StringOrEmpty("schedule");
        if (!errors.Present(path, schedule))
        {
            return;
        }

        if (CronScheduleText.Fault(schedule) is { } fault)
        {
            errors.Invalid(path, schedule, fault);
        }

        // A zone inside the schedule is let through where it has been before.
        var allowed = old?.StringOrEmpty("schedule").Contains("TZ", StringComparison.Ordinal) == true;
        if (schedule.Contains("TZ", StringComparison.Ordinal) && (!allowed || spec.String("timeZone") is not null))
        {
            errors.Invalid(path, schedule, allowed ? "cannot use both timeZone field and TZ or CRON_TZ in schedule" : "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
        }
    }

    private static void Template(FieldErrors errors, FieldPath path, MapValue job, PodRuleOptions options)
    {
        JobSpecRules.Check(errors, path, job, options);
        if (job.Map("selector") is { } selector)
        {
            errors.Invalid(path.Child("selector"), selector, "`selector` will be auto-generated");
        }

        if (job.Bool("manualSelector") == true)
        {
            errors.NotSupported(path.Child("manualSelector"), true, "nil", "false");
        }
    }
}
