using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>The Job that a CronJob starts, and how the CronJob remembers it.</summary>
internal static class CronJobDocument
{
    private const string ScheduledAt = "batch.kubernetes.io/cronjob-scheduled-timestamp";

    public static MapValue Of(KubeObject cronJob, string name, DateTimeOffset due, TimeZoneInfo zone)
    {
        var template = cronJob.Spec.Map("jobTemplate") ?? MapValue.Empty;
        var from = template.Map("metadata") ?? MapValue.Empty;
        var metadata = new MapBuilder
        {
            { "name", name },
            { "namespace", cronJob.Namespace },
            { "annotations", (from.Map("annotations") ?? MapValue.Empty).With(ScheduledAt, LocalText(due, zone)) },
            { "ownerReferences", ListValue.Of(Owners.ControllerReference(cronJob, WorkloadKinds.CronJob)) },
        };
        metadata["labels"] = from.Map("labels");
        return MapValue.Of(
            ("apiVersion", WorkloadKinds.Job.ApiVersion),
            ("kind", WorkloadKinds.Job.Kind),
            ("metadata", metadata.Build()),
            ("spec", template.Map("spec") ?? MapValue.Empty));
    }

    public static MapValue Reference(KubeObject job) => MapValue.Of(
        ("kind", WorkloadKinds.Job.Kind),
        ("namespace", job.Namespace),
        ("name", job.Name),
        ("uid", job.Metadata.Uid),
        ("apiVersion", WorkloadKinds.Job.ApiVersion),
        ("resourceVersion", job.Metadata.ResourceVersion));

    // RFC 3339 in the zone, which Go writes with a Z where it is UTC.
    private static string LocalText(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        return local.Offset == TimeSpan.Zero ? KubeTime.Format(time) : local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
