using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>What the runs create: plain but not bare, as people's manifests are.</summary>
internal static class SimulatedObjects
{
    public static MapValue Pod(string name, MapValue spec, string app) => MapValue.Of(
        ("apiVersion", "v1"), ("kind", "Pod"), ("metadata", MapValue.Of(("name", name), ("labels", MapValue.Of(("app", app))))), ("spec", spec));

    public static MapValue PodSpec { get; } = MapValue.Of(("containers", ListValue.Of(MapValue.Of(
        ("name", "web"),
        ("image", "nginx:1.29"),
        ("ports", ListValue.Of(MapValue.Of(("containerPort", 80)))),
        ("resources", MapValue.Of(("requests", MapValue.Of(("cpu", "10m"), ("memory", "16Mi")))))))));

    public static MapValue Deployment(string name, int replicas) => MapValue.Of(
        ("apiVersion", "apps/v1"),
        ("kind", "Deployment"),
        ("metadata", MapValue.Of(("name", name))),
        ("spec", MapValue.Of(
            ("replicas", replicas),
            ("selector", MapValue.Of(("matchLabels", MapValue.Of(("app", name))))),
            ("template", MapValue.Of(("metadata", MapValue.Of(("labels", MapValue.Of(("app", name))))), ("spec", PodSpec))))));

    /// <summary>Spread over zones, better not beside its own kind, on certain nodes only.</summary>
    public static MapValue PickySpec(string app)
    {
        var own = MapValue.Of(("matchLabels", MapValue.Of(("app", app))));
        return PodSpec
            .With("nodeSelector", MapValue.Of(("disk", "ssd")))
            .With("affinity", MapValue.Of(("podAntiAffinity", MapValue.Of(("preferredDuringSchedulingIgnoredDuringExecution", ListValue.Of(MapValue.Of(
                ("weight", 100), ("podAffinityTerm", MapValue.Of(("topologyKey", "kubernetes.io/hostname"), ("labelSelector", own))))))))))
            .With("topologySpreadConstraints", ListValue.Of(MapValue.Of(
                ("maxSkew", 5), ("topologyKey", "topology.kubernetes.io/zone"), ("whenUnsatisfiable", "DoNotSchedule"), ("labelSelector", own))));
    }
}
