using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// The two ways to a CertificateSigningRequest's status: <c>status</c> leaves approval alone, <c>approval</c> leaves the certificate
/// alone; both date the conditions. Upstream: <c>pkg/registry/certificates/certificates/strategy.go</c>.
/// </summary>
internal sealed class CertificateSigningStatus : SubresourceBehavior
{
    public static readonly CertificateSigningStatus Status = new(approval: false);
    public static readonly CertificateSigningStatus Approval = new(approval: true);

    private readonly bool _approval;

    private CertificateSigningStatus(bool approval) => _approval = approval;

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        var sent = document.Map("status") ?? MapValue.Empty;
        var status = _approval
            ? old.Status.WithOptional("conditions", sent["conditions"])
            : sent.WithOptional("conditions", Merged(sent, old));
        return document.WithOptional("spec", old.Root["spec"]).With("status", Dated(status, old, context.Now));
    }

    // Approved and Denied belong to approval: a status update keeps them as they are.
    private static ListValue? Merged(MapValue sent, KubeObject old)
    {
        var approvals = old.Status.Maps("conditions").Where(IsApproval).ToList();
        var others = sent.Maps("conditions").Where(c => !IsApproval(c));
        var merged = approvals.Concat(others).Select(c => (Value)c).ToList();
        return merged.Count == 0 ? null : ListValue.From(merged);
    }

    private static bool IsApproval(MapValue condition) => condition.StringOrEmpty("type") is "Approved" or "Denied";

    private static MapValue Dated(MapValue status, KubeObject old, string now) => status.EditMaps("conditions", condition =>
    {
        var before = old.Status.Maps("conditions").FirstOrDefault(c => c.StringOrEmpty("type") == condition.StringOrEmpty("type"));
        if (condition.StringOrEmpty("status").Length == 0)
        {
            condition = condition.With("status", "True");
        }

        condition = condition["lastUpdateTime"].IsNullOrAbsent() ? condition.With("lastUpdateTime", now) : condition;
        if (!condition["lastTransitionTime"].IsNullOrAbsent())
        {
            return condition;
        }

        var unchanged = before is not null && before.StringOrEmpty("status") == condition.StringOrEmpty("status") && !before["lastTransitionTime"].IsNullOrAbsent();
        return condition.With("lastTransitionTime", unchanged ? before!["lastTransitionTime"]! : now);
    });
}
