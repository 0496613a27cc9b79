using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Signs approved requests to the signers of Kubernetes. Upstream: <c>pkg/controller/certificates/signer/signer.go</c>.</summary>
internal sealed class CertificateSigningController : SigningRequestController
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    public override string Name => "certificatesigningrequest-signing-controller";

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Services.Signer is not { } signer
            || context.Snapshot.Get(ClusterResources.SigningRequests.At(key.Name)) is not { } stored
            || new SigningRequestView(stored) is var view
            && (view.IsIssued || !view.IsApproved || view.IsDenied || view.IsFailed || !SignerRules.IsKnown(view.Signer)))
        {
            return ReconcileResult.Done;
        }

        if (view.Parse() is not { } request)
        {
            throw new InvalidOperationException($"unable to parse csr {GoText.Quote(key.Name)}");
        }

        if (SignerRules.Refusal(view.Signer, request, view.Usages) is { } refusal)
        {
            var condition = MapValue.Of(
                ("type", "Failed"),
                ("status", "True"),
                ("reason", "SignerValidationFailure"),
                ("message", refusal),
                ("lastUpdateTime", KubeTime.Format(context.Now)));
            var conditions = (stored.Status.List("conditions") ?? ListValue.Empty).Add(condition);
            await context.Client.UpdateStatusAsync(stored, stored.Status.With("conditions", conditions)).ConfigureAwait(false);
            return ReconcileResult.Done;
        }

        var certificate = signer.Sign(view.Pem, view.Usages, Lifetime(stored));
        await context.Client.UpdateStatusAsync(stored, stored.Status.With("certificate", Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate)))).ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    private static TimeSpan Lifetime(KubeObject request) =>
        request.Spec.Integer("expirationSeconds") is { } seconds
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, Shortest.TotalSeconds, Longest.TotalSeconds))
            : Longest;
}
