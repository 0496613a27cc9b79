using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Deletes requests that are over: an hour after their end, a day after nothing came of them. Upstream: <c>pkg/controller/certificates/cleaner</c>.</summary>
internal sealed class CertificateCleanerController : SigningRequestController
{
    private static readonly TimeSpan AfterEnd = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pending = TimeSpan.FromHours(24);

    public override string Name => "certificatesigningrequest-cleaner-controller";

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.SigningRequests.At(key.Name)) is not { } stored || DueAt(new SigningRequestView(stored)) is not { } due)
        {
            return ReconcileResult.Done;
        }

        if (due >= context.Now)
        {
            return ReconcileResult.After(due - context.Now + TimeSpan.FromSeconds(1));
        }

        await context.Client.DeleteAsync(ClusterResources.SigningRequests, "", key.Name).ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    private static DateTimeOffset? DueAt(SigningRequestView request)
    {
        MapValue[] conditions = [.. request.Conditions];
        if (conditions.Length == 0)
        {
            return KubeTime.Parse(request.Object.Metadata.CreationTimestamp) + Pending;
        }

        DateTimeOffset? earliest = request.IsIssued && request.IsApproved ? Expiry(request) : null;
        foreach (var condition in conditions)
        {
            var wait = condition.String("type") switch
            {
                "Denied" or "Failed" => AfterEnd,
                "Approved" => request.IsIssued ? AfterEnd : Pending,
                _ => TimeSpan.MaxValue,
            };
            if (wait != TimeSpan.MaxValue && KubeTime.Parse(condition.String("lastUpdateTime")) + wait is { } at && (earliest is null || at < earliest))
            {
                earliest = at;
            }
        }

        return earliest;
    }

    private static DateTimeOffset? Expiry(SigningRequestView request)
    {
        try
        {
            var pem = Encoding.UTF8.GetString(Convert.FromBase64String(request.Object.Status.StringOrEmpty("certificate")));
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.NotAfter;
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
