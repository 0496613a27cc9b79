using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The tables of jobs and cron jobs.</summary>
internal static class JobColumns
{
    private static readonly string[] States = ["Suspended", "FailureTarget", "SuccessCriteriaMet"];

    public static readonly ReplicaColumns Job = new((o, now) => [State(o), Completions(o), Duration(o, now)], o => Cells.Selector(o.Spec["selector"]));

    private static string State(KubeObject job) =>
        PodConditions.IsTrue(job.Status, "Complete") ? "Complete"
        : PodConditions.IsTrue(job.Status, "Failed") ? "Failed"
        : job.Metadata.IsDeleting ? "Terminating"
        : Array.Find(States, s => PodConditions.IsTrue(job.Status, s)) ?? "Running";

    private static string Completions(KubeObject job)
    {
        var succeeded = job.Status.Integer("succeeded") ?? 0;
        return job.Spec.Integer("completions") is { } completions ? $"{succeeded}/{completions}"
            : job.Spec.Integer("parallelism") is { } parallelism and > 1 ? $"{succeeded}/1 of {parallelism}"
            : $"{succeeded}/1";
    }

    private static string Duration(KubeObject job, DateTimeOffset now) =>
        KubeTime.Parse(job.Status.String("startTime")) is not { } start ? ""
        : HumanDuration.Format((KubeTime.Parse(job.Status.String("completionTime")) ?? now) - start);
}
