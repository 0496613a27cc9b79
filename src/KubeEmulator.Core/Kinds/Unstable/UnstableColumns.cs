using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of kinds that exist only in alpha and beta versions. Upstream: <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class UnstableColumns
{
    private const int ShownVersions = 3;

    public static readonly TableColumns ClusterTrustBundle = new Rows((o, _) => [o.Name, ShortList.Or(o.Spec.String("signerName"), "<none>")]);

    public static readonly TableColumns DeviceTaintRule = new Rows((o, now) =>
    {
        var taint = o.Spec.Map("taint") ?? MapValue.Empty;
        var added = taint.String("timeAdded") is { } time ? HumanDuration.Since(time, now) : "";
        return [o.Name, taint.StringOrEmpty("key"), taint.StringOrEmpty("value"), taint.StringOrEmpty("effect"), added, Cells.Age(o, now)];
    });

    public static readonly TableColumns LeaseCandidate = Rows.Aged(o =>
        [o.Spec.StringOrEmpty("leaseName"), o.Spec.StringOrEmpty("binaryVersion"), o.Spec.StringOrEmpty("emulationVersion")]);

    public static readonly TableColumns PodCertificateRequest = new Rows((o, _) =>
    [
        o.Name,
        o.Spec.StringOrEmpty("podName"),
        o.Spec.StringOrEmpty("serviceAccountName"),
        o.Spec.StringOrEmpty("nodeName"),
        o.Spec.StringOrEmpty("signerName"),
        Types(o).LastOrDefault(t => t is "Issued" or "Denied" or "Failed") ?? "Pending",
        Cells.Labels(o.Spec.Map("unverifiedUserAnnotations")),
    ]);

    public static readonly TableColumns PodGroup = Rows.Aged(o =>
    [
        o.Spec.Map("schedulingPolicy")?.Map("gang") is null ? "Basic" : "Gang",
        ShortList.Or(o.Spec.StringAt("podGroupTemplateRef", "workload", "workloadName"), "<none>"),
        GroupStatus(o),
    ]);

    public static readonly TableColumns StorageVersion = Rows.Aged(o =>
    [
        o.Status.String("commonEncodingVersion") ?? "<unset>",
        ShortList.Or(Versions([.. o.Status.Maps("storageVersions").Select(v => $"{v.StringOrEmpty("apiServerID")}={v.StringOrEmpty("encodingVersion")}")]), "<unset>"),
    ]);

    public static readonly TableColumns StorageVersionMigration = new Rows((o, _) =>
    {
        var (resource, group) = (o.Spec.StringAt("resource", "resource") ?? "", o.Spec.StringAt("resource", "group") ?? "");
        var state = o.Status.Maps("conditions").LastOrDefault(c => c.StringOrEmpty("status") == "True" && c.StringOrEmpty("type") is "Running" or "Failed" or "Succeeded");
        return [o.Name, group.Length > 0 ? $"{resource}.{group}" : resource, state?.StringOrEmpty("type") ?? "Unknown"];
    });

    private static IEnumerable<string> Types(KubeObject o) => o.Status.Maps("conditions").Select(c => c.StringOrEmpty("type"));

    private static string GroupStatus(KubeObject o)
    {
        MapValue? Find(string type) => o.Status.Maps("conditions").LastOrDefault(c => c.StringOrEmpty("type") == type);
        return Find("DisruptionTarget") is { } target ? target.StringOrEmpty("reason")
            : Find("PodGroupScheduled") is not { } scheduled ? "Pending"
            : scheduled.StringOrEmpty("status") == "True" ? "Scheduled" : "Unschedulable";
    }

    private static string Versions(string[] versions) => versions.Length > ShownVersions
        ? string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', versions[..ShownVersions])} + {versions.Length - ShownVersions} more...")
        : string.Join(',', versions);
}
