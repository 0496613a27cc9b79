using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;

namespace KubeEmulator.Metrics;

/// <summary>The resources of the metrics APIs: pods and nodes, shown as what they use, and what is set about other things.</summary>
internal static class MetricsKinds
{
    public const string Group = "metrics.k8s.io";
    public const string ApiVersion = "metrics.k8s.io/v1beta1";

    private const string CustomGroup = "custom.metrics.k8s.io";
    private const string ExternalGroup = "external.metrics.k8s.io";
    private static readonly string[] Verbs = ["get", "list"];
    private static readonly string[] SeriesVerbs = ["get"];

    /// <summary><c>metrics.k8s.io</c>; the same objects for all clusters, so that these share one catalog.</summary>
    public static readonly IReadOnlyList<ResourceType> Types =
    [
        Type("NodeMetrics", "nodes", namespaced: false, new NodeMetricsBehavior()),
        Type("PodMetrics", "pods", namespaced: true, new PodMetricsBehavior()),
    ];

    /// <summary>Whether a type is that of a metric somebody set.</summary>
    public static bool IsSeries(ResourceType type) => type.Group is CustomGroup or ExternalGroup;

    /// <summary>A metric of objects, as discovery names it: <c>pods/http_requests</c>.</summary>
    public static ResourceType Custom(ResourceType about, string metric)
    {
        var resource = about.Group.Length == 0 ? about.Plural : $"{about.Plural}.{about.Group}";
        return Series(CustomGroup, "v1beta2", "MetricValueList", $"{resource}/{metric}", about.Namespaced);
    }

    /// <summary>A metric of something outside the cluster.</summary>
    public static ResourceType External(string metric) => Series(ExternalGroup, "v1beta1", "ExternalMetricValueList", metric, namespaced: true);

    // Stored are the core objects themselves, in their own version: nothing is kept of what is measured.
    private static ResourceType Type(string kind, string plural, bool namespaced, KindBehavior behavior) => new()
    {
        Group = Group,
        Version = "v1beta1",
        Kind = kind,
        ListKind = kind + "List",
        Plural = plural,
        Singular = "",
        Namespaced = namespaced,
        Verbs = Verbs,
        Columns =
        [
            new PrinterColumn("Name", "string", "name", 0, "Name of the resource"),
            new PrinterColumn("cpu", "string", "quantity", 0),
            new PrinterColumn("memory", "string", "quantity", 0),
            new PrinterColumn("Window", "string", "duration", 0),
        ],
        StorageVersion = new GroupVersion("", "v1"),
        StorageResource = new GroupResource("", plural),
        Behavior = behavior,
    };

    private static ResourceType Series(string group, string version, string kind, string name, bool namespaced) => new()
    {
        Group = group,
        Version = version,
        Kind = kind,
        Plural = name,
        Singular = "",
        Namespaced = namespaced,
        Verbs = SeriesVerbs,
        IsDescribed = false,
        StorageVersion = new GroupVersion(group, version),
        StorageResource = new GroupResource(group, name),
        Behavior = SeriesBehavior.Instance,
    };

    private sealed class SeriesBehavior : KindBehavior
    {
        public static readonly SeriesBehavior Instance = new();

        public override bool IsStored => false;
    }
}
