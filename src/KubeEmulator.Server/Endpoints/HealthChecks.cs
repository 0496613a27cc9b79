namespace KubeEmulator.Server.Endpoints;

/// <summary>The checks that the real server names, in its order. What they stand for is either there from the first request, or not simulated.</summary>
internal static class HealthChecks
{
    private static readonly string[] Hooks =
    [
        "poststarthook/start-apiserver-admission-initializer",
        "poststarthook/generic-apiserver-start-informers",
        "poststarthook/priority-and-fairness-config-consumer",
        "poststarthook/priority-and-fairness-filter",
        "poststarthook/storage-object-count-tracker-hook",
        "poststarthook/start-apiextensions-informers",
        "poststarthook/start-apiextensions-controllers",
        "poststarthook/crd-informer-synced",
        "poststarthook/start-system-namespaces-controller",
        "poststarthook/peer-endpoint-reconciler-controller",
        "poststarthook/start-cluster-authentication-info-controller",
        "poststarthook/start-kube-apiserver-identity-lease-controller",
        "poststarthook/start-kube-apiserver-identity-lease-garbage-collector",
        "poststarthook/storage-readiness",
        "poststarthook/start-legacy-token-tracking-controller",
        "poststarthook/start-service-ip-repair-controllers",
        "poststarthook/rbac/bootstrap-roles",
        "poststarthook/scheduling/bootstrap-system-priority-classes",
        "poststarthook/priority-and-fairness-config-producer",
        "poststarthook/bootstrap-controller",
        "poststarthook/start-kubernetes-service-cidr-controller",
        "poststarthook/start-kube-aggregator-informers",
        "poststarthook/apiservice-status-local-available-controller",
        "poststarthook/apiservice-status-remote-available-controller",
        "poststarthook/apiservice-registration-controller",
        "poststarthook/apiservice-wait-for-first-sync",
        "poststarthook/apiservice-discovery-controller",
        "poststarthook/kube-apiserver-autoregistration",
        "autoregister-completion",
        "poststarthook/apiservice-openapi-controller",
        "poststarthook/apiservice-openapiv3-controller",
    ];

    private static readonly string[] Live = ["ping", "log", "loopback-serving-certificate", "etcd", .. Hooks];
    private static readonly string[] Ready = ["ping", "log", "etcd", "etcd-readiness", "informer-sync", .. Hooks, "shutdown"];

    /// <summary>The paths of all checks.</summary>
    public static IEnumerable<string> Paths =>
        ((string[])["healthz", "livez", "readyz"]).SelectMany(name => Of(name).Select(check => $"/{name}/{check}").Prepend($"/{name}"));

    /// <summary>The checks of <c>healthz</c>, <c>livez</c> or <c>readyz</c>.</summary>
    public static IReadOnlyList<string> Of(string name) => name == "readyz" ? Ready : Live;
}
