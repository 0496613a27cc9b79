using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Tells in the status of each ValidatingAdmissionPolicy what its expressions have wrong with the types they are for. Upstream:
/// <c>pkg/controller/validatingadmissionpolicystatus/controller.go</c>.
/// </summary>
internal sealed class ValidatingPolicyStatusController : Controller
{
    private const string ApplyManager = "validatingadmissionpolicy-status";

    public override string Name => "validatingadmissionpolicy-status-controller";

    public override string ServiceAccount => Name;

    public override IEnumerable<Trigger> Triggers { get; } =
        [Trigger.On("admissionregistration.k8s.io", "validatingadmissionpolicies", change => change.Type != ChangeType.Deleted)];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.ValidatingPolicies.At(key.Name)) is not { } policy
            || policy.Metadata.Generation <= (policy.Status.Integer("observedGeneration") ?? 0))
        {
            return ReconcileResult.Done;
        }

        var warnings = PolicyTypeCheck.Warnings(context.Services.Catalog, policy.Spec);
        var checking = warnings.Count > 0 ? MapValue.Of(("expressionWarnings", ListValue.From(warnings))) : MapValue.Empty;
        await context.Client.ApplyAsync(
            ClusterResources.ValidatingPolicies,
            "",
            key.Name,
            "status",
            MapValue.Of(
                ("apiVersion", "admissionregistration.k8s.io/v1"),
                ("kind", "ValidatingAdmissionPolicy"),
                ("metadata", MapValue.Of(("name", key.Name))),
                ("status", MapValue.Of(("observedGeneration", policy.Metadata.Generation), ("typeChecking", checking)))),
            ApplyManager).ConfigureAwait(false);
        return ReconcileResult.Done;
    }
}
