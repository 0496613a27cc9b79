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
            : Preserved(Preserved(sent, old.Status, "Approved"), old.Status, "Denied");
        return document.WithOptional("spec", old.Root["spec"]).With("status", Dated(status, old, context.Now));
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) =>
        CertificateSigningRules.CheckUpdate(errors, context, document, old, mayApprove: _approval, mayIssue: !_approval);

    // As many conditions of the type as before stay what they were; more or fewer are for validation to refuse.
    private static MapValue Preserved(MapValue status, MapValue old, string type)
    {
        var kept = new Queue<MapValue>(old.Maps("conditions").Where(c => c.StringOrEmpty("type") == type));
        return status.Maps("conditions").Count(c => c.StringOrEmpty("type") == type) != kept.Count
            ? status
            : status.EditMaps("conditions", condition => condition.StringOrEmpty("type") == type ? kept.Dequeue() : condition);
    }

    private static MapValue Dated(MapValue status, KubeObject old, string now) => status.EditMaps("conditions", condition =>
    {
        condition = condition["lastUpdateTime"].IsNullOrAbsent() ? condition.With("lastUpdateTime", now) : condition;
        if (!condition["lastTransitionTime"].IsNullOrAbsent())
        {
            return condition;
        }

        var same = old.Status.Maps("conditions").FirstOrDefault(c =>
            c.StringOrEmpty("type") == condition.StringOrEmpty("type")
            && c.StringOrEmpty("status") == condition.StringOrEmpty("status")
            && !c["lastTransitionTime"].IsNullOrAbsent());
        return condition.With("lastTransitionTime", same?["lastTransitionTime"] ?? now);
    });
}
