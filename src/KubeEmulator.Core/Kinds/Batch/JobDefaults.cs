using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The defaults of a job's spec (<c>SetDefaults_Job</c>; CronJobs leave their jobs' specs to the jobs).</summary>
internal static class JobDefaults
{
    public static MapValue Spec(MapValue spec)
    {
        if (spec["completions"].IsNullOrAbsent() && spec["parallelism"].IsNullOrAbsent())
        {
            spec = spec.With("completions", 1);
        }

        spec = spec.WithDefault("parallelism", 1);
        spec = spec.WithDefault("backoffLimit", spec["backoffLimitPerIndex"].IsNullOrAbsent() ? 6 : int.MaxValue);
        spec = spec.WithDefault("completionMode", "NonIndexed").WithDefault("suspend", false);
        spec = spec.WithDefault("podReplacementPolicy", spec.Map("podFailurePolicy") is null ? "TerminatingOrFailed" : "Failed");
        return FailurePolicy(spec.WithDefault("manualSelector", false));
    }

    /// <summary>Patterns of conditions mean True where they do not say.</summary>
    public static MapValue FailurePolicy(MapValue spec) => spec.EditMap("podFailurePolicy", static policy => policy.EditMaps("rules", static rule =>
        rule.EditMaps("onPodConditions", static pattern => PodSpecDefaults.WithDefaultText(pattern, "status", "True"))));
}
