using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>The pods that a Job makes.</summary>
internal static class JobPodDocuments
{
    private const string IndexVariable = "JOB_COMPLETION_INDEX";

    /// <summary>A document for each pod to be made.</summary>
    public static IReadOnlyList<MapValue> Of(JobProgress progress, PodControl control, IReadOnlyList<int?> indexes)
    {
        var job = progress.Job;
        var plain = control.Document(job.IsIndexed ? WithVariable(job.Template) : job.Template);
        var finalizers = plain.Map("metadata")!.List("finalizers") ?? ListValue.Empty;
        plain = plain.WithAt(["metadata", "finalizers"], finalizers.Contains(StringValue.Of(JobPods.Finalizer)) ? finalizers : finalizers.Add(JobPods.Finalizer));
        return [.. indexes.Select(index => index is { } known ? WithIndex(progress, plain, known) : plain)];
    }

    private static MapValue WithIndex(JobProgress progress, MapValue document, int index)
    {
        var text = index.ToString(CultureInfo.InvariantCulture);
        var name = progress.Job.Object.Name;
        var suffix = $"-{text}-";
        document = document
            .WithAt(["metadata", "generateName"], name[..Math.Min(name.Length, GeneratedNames.LongestPrefix - suffix.Length)] + suffix)
            .WithAt(["metadata", "annotations", JobPods.Index], text)
            .WithAt(["metadata", "labels", JobPods.Index], text)
            .WithAt(["spec", "hostname"], $"{name}-{text}");
        return progress.Job.BackoffLimitPerIndex is null ? document : WithFailures(progress, document, index);
    }

    // The replacement carries on the count of the pod it replaces.
    private static MapValue WithFailures(JobProgress progress, MapValue document, int index)
    {
        var (counted, ignored) = (0, 0);
        if (progress.LastFailedByIndex.TryGetValue(index, out var replaced))
        {
            var counts = PodFailurePolicy.Match(progress.Job.FailurePolicy, replaced).Counts;
            counted = JobPods.Failures(replaced) + (counts ? 1 : 0);
            ignored = JobPods.AllFailures(replaced) - JobPods.Failures(replaced) + (counts ? 0 : 1);
        }

        document = document.WithAt(["metadata", "annotations", JobPods.FailureCount], counted.ToString(CultureInfo.InvariantCulture));
        return ignored == 0 ? document : document.WithAt(["metadata", "annotations", JobPods.IgnoredFailureCount], ignored.ToString(CultureInfo.InvariantCulture));
    }

    private static MapValue WithVariable(MapValue template) =>
        template.EditMap("spec", spec => spec.EditMaps("initContainers", WithVariableIn).EditMaps("containers", WithVariableIn));

    private static MapValue WithVariableIn(MapValue container)
    {
        var env = container.List("env") ?? ListValue.Empty;
        if (env.OfType<MapValue>().Any(v => v.String("name") == IndexVariable))
        {
            return container;
        }

        var field = MapValue.Of(("fieldRef", MapValue.Of(("fieldPath", $"metadata.labels['{JobPods.Index}']"))));
        return container.With("env", env.Add(MapValue.Of(("name", IndexVariable), ("valueFrom", field))));
    }
}
