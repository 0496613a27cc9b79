using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Warnings about a job's spec (<c>pkg/api/job/warnings.go</c>).</summary>
internal static class JobWarnings
{
    public static void Check(FieldPath path, MapValue spec, Action<string> warn)
    {
        if (spec.String("completionMode") == "Indexed" && spec.Integer("completions") > 100_000 && spec.Integer("parallelism") > 10_000)
        {
            warn($"{path}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail");
        }

        PodWarnings.Template(path.Child("template"), spec.Map("template") ?? MapValue.Empty, null, warn);
    }
}
