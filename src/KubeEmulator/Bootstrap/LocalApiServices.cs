using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>An APIService for each group version that the server itself serves. Upstream: <c>controlplane/apiserver/aggregator.go</c>.</summary>
internal static class LocalApiServices
{
    private static readonly (string Group, string Version, int GroupPriority, int VersionPriority)[] Priorities =
    [
        ("", "v1", 18000, 1),
        ("admissionregistration.k8s.io", "v1", 16700, 15),
        ("apiextensions.k8s.io", "v1", 16700, 15),
        ("apps", "v1", 17800, 15),
        ("authentication.k8s.io", "v1", 17700, 15),
        ("authorization.k8s.io", "v1", 17600, 15),
        ("autoscaling", "v1", 17500, 15),
        ("autoscaling", "v2", 17500, 30),
        ("batch", "v1", 17400, 15),
        ("certificates.k8s.io", "v1", 17300, 15),
        ("coordination.k8s.io", "v1", 16500, 15),
        ("discovery.k8s.io", "v1", 16200, 15),
        ("events.k8s.io", "v1", 17750, 15),
        ("flowcontrol.apiserver.k8s.io", "v1", 16100, 21),
        ("networking.k8s.io", "v1", 17200, 15),
        ("node.k8s.io", "v1", 16300, 15),
        ("policy", "v1", 17100, 15),
        ("rbac.authorization.k8s.io", "v1", 17000, 15),
        ("resource.k8s.io", "v1", 16200, 21),
        ("scheduling.k8s.io", "v1", 16600, 15),
        ("storage.k8s.io", "v1", 16800, 15),
    ];

    public static IEnumerable<BootstrapObject> Objects() => Priorities.Select(p => new BootstrapObject(
        BootstrapObject.ApiServer,
        MapValue.Of(
            ("kind", "APIService"),
            ("apiVersion", "apiregistration.k8s.io/v1"),
            ("metadata", MapValue.Of(("name", $"{p.Version}.{p.Group}"), ("labels", MapValue.Of(("kube-aggregator.kubernetes.io/automanaged", "onstart"))))),
            ("spec", Spec(p.Group, p.Version, p.GroupPriority, p.VersionPriority)))));

    private static MapValue Spec(string group, string version, int groupPriority, int versionPriority)
    {
        var spec = new MapBuilder(4);
        if (group.Length > 0)
        {
            spec["group"] = group;
        }

        spec["version"] = version;
        spec["groupPriorityMinimum"] = groupPriority;
        spec["versionPriority"] = versionPriority;
        return spec.Build();
    }
}
