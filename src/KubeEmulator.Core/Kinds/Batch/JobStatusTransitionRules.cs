using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a job's status cannot take back (batch <c>ValidateJobStatusUpdate</c>).</summary>
internal static class JobStatusTransitionRules
{
    private static readonly FieldPath Path = FieldPath.Of("status");

    public static void Check(FieldErrors errors, JobStatusChange change)
    {
        var conditions = Path.Child("conditions");
        foreach (var type in (ReadOnlySpan<string>)["Failed", "Complete", "FailureTarget"])
        {
            if (change.Was(type) && !change.Is(type))
            {
                errors.InvalidOmitted(conditions, $"cannot disable the terminal {type}=True condition");
            }
        }

        Counters(errors, change);
        Times(errors, change);
        if (change.Was("SuccessCriteriaMet") && !change.Is("SuccessCriteriaMet"))
        {
            errors.InvalidOmitted(conditions, "cannot disable the SuccessCriteriaMet=True condition");
        }

        if (change.Was("Complete") && !change.Was("SuccessCriteriaMet") && change.Is("SuccessCriteriaMet"))
        {
            errors.InvalidOmitted(conditions, "cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions");
        }
    }

    private static void Counters(FieldErrors errors, JobStatusChange change)
    {
        var elastic = change.Spec.String("completionMode") == "Indexed" && change.Spec["completions"] == change.Spec["parallelism"];
        foreach (var member in (ReadOnlySpan<string>)["failed", "succeeded"])
        {
            var count = change.Status.Integer(member) ?? 0;
            if (count < (change.Old.Integer(member) ?? 0) && (member == "failed" || !elastic))
            {
                errors.Invalid(Path.Child(member), count, $"cannot decrease the {member} counter");
            }
        }
    }

    private static void Times(FieldErrors errors, JobStatusChange change)
    {
        var (completion, start) = (change.Status["completionTime"], change.Status["startTime"]);
        if (!completion.IsNullOrAbsent() && !change.Old["completionTime"].IsNullOrAbsent() && change.Of("completionTime"))
        {
            errors.Invalid(Path.Child("completionTime"), completion, FieldChecks.ImmutableText);
        }

        // A job that resumes starts anew.
        var resumes = change.Was("Suspended") && change.Status.Maps("conditions").Any(c => c.String("type") == "Suspended" && c.String("status") == "False");
        if (change.Of("startTime") && !resumes && !change.Old["startTime"].IsNullOrAbsent() && change.Spec.Bool("suspend") != true)
        {
            errors.Invalid(Path.Child("startTime"), start, "field is immutable for unsuspended job once set");
        }
    }
}
