using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Puts together the rules of ClusterRoles that others add to. Upstream:
/// <c>pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go</c>.
/// </summary>
internal sealed class ClusterRoleAggregationController : Controller
{
    public override string Name => "clusterrole-aggregation-controller";

    public override string ServiceAccount => Name;

    public override string FieldManager => Name;

    // At the start each of seventy roles asks for the same.
    private ResourceState? _looked;
    private ReconcileKey[] _aggregated = [];

    public ClusterRoleAggregationController() => Triggers = [Trigger.Mapped("rbac.authorization.k8s.io", "clusterroles", (context, _) => Aggregated(context.Snapshot))];

    internal override bool IsForgetful => true;

    public override IEnumerable<Trigger> Triggers { get; }

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.ClusterRoles.At(key.Name)) is not { } role || role.Root.Map("aggregationRule") is not { } aggregation)
        {
            return ReconcileResult.Done;
        }

        var rules = Rules(context.Snapshot, role, aggregation);
        if (rules != (role.Root.List("rules") ?? ListValue.Empty))
        {
            var type = context.Client.TypeOf(ClusterResources.ClusterRoles);
            var patch = new PatchBody(PatchType.Apply, MapValue.Of(
                ("kind", "ClusterRole"),
                ("apiVersion", "rbac.authorization.k8s.io/v1"),
                ("metadata", MapValue.Of(("name", key.Name))),
                ("rules", rules)));
            var options = new PatchOptions { FieldManager = FieldManager, Force = true };
            await context.Services.Api.PatchAsync(type, "", key.Name, "", patch, options, new RequestContext(context.Client.User) { UserAgent = FieldManager }).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    private ReconcileKey[] Aggregated(Snapshot snapshot)
    {
        var roles = snapshot.State(ClusterResources.ClusterRoles);
        if (!ReferenceEquals(_looked, roles))
        {
            _aggregated = [.. snapshot.List(ClusterResources.ClusterRoles).Where(r => r.Root.Map("aggregationRule") is not null).Select(ReconcileKey.Of)];
            _looked = roles;
        }

        return _aggregated;
    }

    /// <summary>The rules of all roles that the selectors choose, by name, each rule once.</summary>
    private static ListValue Rules(Snapshot snapshot, KubeObject role, MapValue aggregation)
    {
        var rules = new List<Value>();
        var seen = new HashSet<Value>();
        foreach (var selector in aggregation.Maps("clusterRoleSelectors").Select(LabelSelector.From))
        {
            foreach (var part in snapshot.List(ClusterResources.ClusterRoles))
            {
                if (part.Name != role.Name && selector.Matches(part.Metadata.Labels))
                {
                    rules.AddRange(part.Root.Maps("rules").Where(rule => seen.Add(rule)));
                }
            }
        }

        return ListValue.From(rules);
    }
}
