using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Approves kubelets' requests for client certificates where they may ask. Upstream: <c>pkg/controller/certificates/approver/sarapprove.go</c>.</summary>
internal sealed class CertificateApprovalController : SigningRequestController
{
    public override string Name => "certificatesigningrequest-approving-controller";

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.SigningRequests.At(key.Name)) is not { } stored
            || new SigningRequestView(stored) is var view && (view.IsIssued || view.IsApproved || view.IsDenied)
            || view.Signer != SignerRules.KubeletClient
            || view.Parse() is not { } request
            || !SignerRules.IsKubeletClient(request, view.Usages))
        {
            return ReconcileResult.Done;
        }

        var own = view.Username == SignerRules.CommonNameOf(request);
        var message = own && MayCreate(context.Services, stored, "selfnodeclient") ? "Auto approving self kubelet client certificate after SubjectAccessReview."
            : MayCreate(context.Services, stored, "nodeclient") ? "Auto approving kubelet client certificate after SubjectAccessReview."
            : null;
        if (message is not null)
        {
            var condition = MapValue.Of(("type", "Approved"), ("status", "True"), ("reason", "AutoApproved"), ("message", message));
            var conditions = (stored.Status.List("conditions") ?? ListValue.Empty).Add(condition);
            await context.Client.UpdateAsync(stored.WithStatus(stored.Status.With("conditions", conditions)), "approval").ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    private static bool MayCreate(ClusterServices services, KubeObject request, string subresource)
    {
        var user = new UserInfo(request.Spec.StringOrEmpty("username"), [.. request.Spec.Strings("groups")]) { Uid = request.Spec.StringOrEmpty("uid") };
        return services.Authorizer.Authorize(new AuthorizationQuestion(user, "create")
        {
            Group = "certificates.k8s.io",
            Version = "*",
            Resource = "certificatesigningrequests",
            Subresource = subresource,
        }).Allowed;
    }
}
