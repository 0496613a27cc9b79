using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>Priority levels and flow schemas, mandatory and suggested. Upstream: <c>apiserver/pkg/apis/flowcontrol/bootstrap</c>.</summary>
internal static class FlowControl
{
    private const string Producer = "api-priority-and-fairness-config-producer-v1";
    private const string Version = "flowcontrol.apiserver.k8s.io/v1";

    private static readonly FlowSubject[] Everybody = [FlowSubject.Group("system:unauthenticated"), FlowSubject.Group("system:authenticated")];
    private static readonly FlowSubject ManagerUser = FlowSubject.User("system:kube-controller-manager");
    private static readonly FlowSubject SchedulerUser = FlowSubject.User("system:kube-scheduler");
    private static readonly FlowSubject SystemAccounts = FlowSubject.ServiceAccounts("kube-system");
    private static readonly ListValue Anything = ListValue.Of(FlowRules.Resources(["*"], "*", ["*"], clusterScope: true));
    private static readonly ListValue AnyPath = ListValue.Of(FlowRules.Paths(["*"], ["*"]));

    public static IEnumerable<BootstrapObject> Objects() => [.. Levels(), .. Schemas()];

    private static IEnumerable<BootstrapObject> Levels()
    {
        yield return Level("exempt", MapValue.Of(("type", "Exempt"), ("exempt", MapValue.Of(("nominalConcurrencyShares", 0), ("lendablePercent", 0)))));
        yield return Level("catch-all", Limited(5, 0, MapValue.Of(("type", "Reject"))));
        foreach (var (name, shares, lendable, queues, hand) in ((string, int, int, int, int)[])
            [
                ("system", 30, 33, 64, 6), ("node-high", 40, 25, 64, 6), ("leader-election", 10, 0, 16, 4),
                ("workload-high", 40, 50, 128, 6), ("workload-low", 100, 90, 128, 6), ("global-default", 20, 50, 128, 6),
            ])
        {
            var queuing = MapValue.Of(("queues", queues), ("handSize", hand), ("queueLengthLimit", 50));
            yield return Level(name, Limited(shares, lendable, MapValue.Of(("type", "Queue"), ("queuing", queuing))));
        }
    }

    private static IEnumerable<BootstrapObject> Schemas()
    {
        var nodes = ListValue.Of(
            FlowRules.Resources(["*"], "", ["nodes", "nodes/status"], clusterScope: true),
            FlowRules.Resources(["*"], "coordination.k8s.io", ["leases"], clusterScope: false));
        var leases = ListValue.Of(FlowRules.Resources(["get", "create", "update"], "coordination.k8s.io", ["leases"], clusterScope: false));
        var health = ListValue.Of(FlowRules.Paths(["get"], ["/healthz", "/readyz", "/livez"]));
        return
        [
            Schema("exempt", "exempt", 1, "", Anything, AnyPath, FlowSubject.Group("system:masters")),
            Schema("catch-all", "catch-all", 10000, "ByUser", Anything, AnyPath, Everybody),
            Schema("probes", "exempt", 2, "", null, health, Everybody),
            Schema("system-leader-election", "leader-election", 100, "ByUser", leases, null, ManagerUser, SchedulerUser, SystemAccounts),
            Schema("system-node-high", "node-high", 400, "ByUser", nodes, null, FlowSubject.Group("system:nodes")),
            Schema("system-nodes", "system", 500, "ByUser", Anything, AnyPath, FlowSubject.Group("system:nodes")),
            Schema("kube-controller-manager", "workload-high", 800, "ByNamespace", Anything, AnyPath, ManagerUser),
            Schema("kube-scheduler", "workload-high", 800, "ByNamespace", Anything, AnyPath, SchedulerUser),
            Schema("kube-system-service-accounts", "workload-high", 900, "ByNamespace", Anything, AnyPath, SystemAccounts),
            Schema("service-accounts", "workload-low", 9000, "ByUser", Anything, AnyPath, FlowSubject.Group("system:serviceaccounts")),
            Schema("global-default", "global-default", 9900, "ByUser", Anything, AnyPath, Everybody),
        ];
    }

    private static BootstrapObject Level(string name, MapValue spec) => new(Producer, Document("PriorityLevelConfiguration", name, spec));

    private static MapValue Limited(int shares, int lendable, MapValue response) => MapValue.Of(
        ("type", "Limited"),
        ("limited", MapValue.Of(("nominalConcurrencyShares", shares), ("limitResponse", response), ("lendablePercent", lendable))));

    private static BootstrapObject Schema(string name, string level, int precedence, string distinguisher, ListValue? resources, ListValue? paths, params FlowSubject[] subjects)
    {
        var rule = new MapBuilder(3) { { "subjects", ListValue.From(subjects.Select(s => s.ToValue())) } };
        rule["resourceRules"] = resources;
        rule["nonResourceRules"] = paths;
        var spec = new MapBuilder(4) { { "priorityLevelConfiguration", MapValue.Of(("name", level)) }, { "matchingPrecedence", precedence } };
        if (distinguisher.Length > 0)
        {
            spec["distinguisherMethod"] = MapValue.Of(("type", distinguisher));
        }

        spec["rules"] = ListValue.Of(rule.Build());
        return new BootstrapObject(Producer, Document("FlowSchema", name, spec.Build()));
    }

    private static MapValue Document(string kind, string name, MapValue spec) => MapValue.Of(
        ("kind", kind),
        ("apiVersion", Version),
        ("metadata", MapValue.Of(("name", name), ("annotations", MapValue.Of(("apf.kubernetes.io/autoupdate-spec", "true"))))),
        ("spec", spec));
}
