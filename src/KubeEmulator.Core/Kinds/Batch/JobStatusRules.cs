using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// The status that job controllers report: since others than the built-in one may do so, what changes must make sense
/// (batch <c>validateJobStatus</c> with the options of <c>registry/batch/job</c>).
/// </summary>
internal static class JobStatusRules
{
    private static readonly FieldPath Path = FieldPath.Of("status");

    public static void Check(FieldErrors errors, MapValue job, KubeObject old)
    {
        var change = new JobStatusChange(job.Map("spec") ?? MapValue.Empty, job.Map("status") ?? MapValue.Empty, old.Status);
        var status = change.Status;
        StatusCounts.NonNegative(errors, status, "active", "succeeded", "failed", "ready", "terminating");
        Uncounted(errors, status);
        Completion(errors, change);
        Finished(errors, change);
        Indexes(errors, change);
        if (change.Finishes || change.Of("terminating"))
        {
            AboveZero(errors, change, "terminating", "terminating>0 is invalid for finished job");
        }

        if ((change.Of("ready") || change.Of("active")) && status.Integer("ready") is { } ready && ready > (status.Integer("active") ?? 0))
        {
            errors.Invalid(Path.Child("ready"), ready, "cannot set more ready pods than active");
        }

        Criteria(errors, change);
        JobStatusTransitionRules.Check(errors, change);
    }

    private static void Uncounted(FieldErrors errors, MapValue status)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in (ReadOnlySpan<string>)["succeeded", "failed"])
        {
            var index = 0;
            foreach (var uid in status.Map("uncountedTerminatedPods")?.Strings(member) ?? [])
            {
                var at = Path.Child("uncountedTerminatedPods").Child(member).Index(index++);
                if (uid.Length == 0)
                {
                    errors.Invalid(at, uid, "must not be empty");
                }
                else if (!seen.Add(uid))
                {
                    errors.Duplicate(at, uid);
                }
            }
        }
    }

    private static void Completion(FieldErrors errors, JobStatusChange change)
    {
        var (status, conditions, at) = (change.Status, Path.Child("conditions"), Path.Child("completionTime"));
        var (start, completion) = (status["startTime"], status["completionTime"]);
        if ((change.OfCondition("Complete") || change.OfCondition("Failed")) && change.Is("Complete") && change.Is("Failed"))
        {
            errors.InvalidOmitted(conditions, "cannot set Complete=True and Failed=true conditions");
        }

        if ((change.OfCondition("Complete") || change.OfCondition("FailureTarget")) && change.Is("Complete") && change.Is("FailureTarget"))
        {
            errors.InvalidOmitted(conditions, "cannot set Complete=True and FailureTarget=true conditions");
        }

        if (change.OfCondition("Complete") || change.Of("completionTime"))
        {
            if (!completion.IsNullOrAbsent() && !change.Is("Complete"))
            {
                errors.Invalid(at, completion, "cannot set completionTime when there is no Complete=True condition");
            }

            if (completion.IsNullOrAbsent() && change.Is("Complete"))
            {
                errors.Required(at, "completionTime is required for Complete jobs");
            }
        }

        if ((change.Of("startTime") || change.Of("completionTime"))
            && KubeTime.Parse((start as StringValue)?.Text) is { } started && KubeTime.Parse((completion as StringValue)?.Text) is { } completed && completed < started)
        {
            errors.Invalid(at, completion, "must be equal to or after `startTime`");
        }
    }

    private static void Finished(FieldErrors errors, JobStatusChange change)
    {
        var (status, conditions) = (change.Status, Path.Child("conditions"));
        if ((change.OfCondition("Failed") || change.Of("failedIndexes")) && change.Is("Failed") && !change.Is("FailureTarget"))
        {
            errors.InvalidOmitted(conditions, "cannot set Failed=True condition without the FailureTarget=true condition");
        }

        if ((change.OfCondition("Complete") || change.OfCondition("SuccessCriteriaMet")) && change.Is("Complete") && !change.Is("SuccessCriteriaMet"))
        {
            errors.InvalidOmitted(conditions, "cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
        }

        if (change.Finishes || change.Of("active"))
        {
            AboveZero(errors, change, "active", "active>0 is invalid for finished job");
        }

        var nothingToDo = change.Spec.Bool("suspend") == true && change.Spec.Integer("completions") == 0;
        if ((change.Finishes || change.Of("startTime")) && !nothingToDo && status["startTime"].IsNullOrAbsent() && change.IsFinished)
        {
            errors.Required(Path.Child("startTime"), "startTime is required for finished job");
        }

        if ((change.Finishes || change.Of("uncountedTerminatedPods")) && change.IsFinished && status.Map("uncountedTerminatedPods") is { } uncounted && uncounted.Any(l => l.Value is ListValue { Count: > 0 }))
        {
            errors.InvalidText(Path.Child("uncountedTerminatedPods"), InternalText.Of(uncounted, "io.k8s.api.batch.v1.UncountedTerminatedPods"), "must be empty for finished job");
        }
    }

    private static void AboveZero(FieldErrors errors, JobStatusChange change, string member, string text)
    {
        if (change.IsFinished && change.Status.Integer(member) is { } count and > 0)
        {
            errors.Invalid(Path.Child(member), count, text);
        }
    }

    private static void Indexes(FieldErrors errors, JobStatusChange change)
    {
        var (completed, failed) = (change.Status.StringOrEmpty("completedIndexes"), change.Status.String("failedIndexes"));
        var (completions, perIndex) = (change.Spec.Integer("completions"), change.Spec.Integer("backoffLimitPerIndex"));
        if (change.Of("completedIndexes") && completions is { } all && !JobIndexes.TryCount(completed, all, out _, out var error))
        {
            errors.Invalid(Path.Child("completedIndexes"), completed, $"error parsing completedIndexes: {error}");
        }

        if (change.Of("failedIndexes") && completions is { } most && perIndex is not null && failed is not null && !JobIndexes.TryCount(failed, most, out _, out error))
        {
            errors.Invalid(Path.Child("failedIndexes"), failed, $"error parsing failedIndexes: {error}");
        }

        if (change.Of("completedIndexes") && completed.Length > 0 && change.Spec.String("completionMode") != "Indexed")
        {
            errors.Invalid(Path.Child("completedIndexes"), completed, "cannot set non-empty completedIndexes when non-indexed completion mode");
        }

        if (change.Of("failedIndexes") && perIndex is null && failed is not null)
        {
            errors.Invalid(Path.Child("failedIndexes"), failed, "cannot set non-null failedIndexes when backoffLimitPerIndex is null");
        }

        if ((change.Of("failedIndexes") || change.Of("completedIndexes")) && completions is { } count && failed is not null && JobIndexes.FirstCommon(completed, failed, count) is { } common)
        {
            errors.Invalid(Path.Child("failedIndexes"), failed, $"failedIndexes and completedIndexes overlap at index: {common}");
        }
    }

    private static void Criteria(FieldErrors errors, JobStatusChange change)
    {
        var conditions = Path.Child("conditions");
        if (change.Is("SuccessCriteriaMet"))
        {
            if (change.Is("Failed"))
            {
                errors.InvalidOmitted(conditions, "cannot set SuccessCriteriaMet=True and Failed=true conditions");
            }

            if (change.Is("FailureTarget"))
            {
                errors.InvalidOmitted(conditions, "cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
            }
        }
        else if (change.Spec.Map("successPolicy") is not null && change.Is("Complete"))
        {
            errors.InvalidOmitted(conditions, "cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True");
        }
    }
}
