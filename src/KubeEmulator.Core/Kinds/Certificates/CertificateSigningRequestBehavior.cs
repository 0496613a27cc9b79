using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>CertificateSigningRequests: who asks is noted by the server. Upstream: <c>pkg/registry/certificates/certificates/strategy.go</c>.</summary>
internal sealed class CertificateSigningRequestBehavior : KindBehavior
{
    public override TableColumns Columns => CertificateSigningColumns.Instance;

    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => [];

    public override IReadOnlyList<string> ResetFields(string subresource) => subresource switch
    {
        "" => ["spec", "status"],
        "status" => ["spec", "status.conditions"],
        "approval" => ["spec", "status.certificate"],
        _ => [],
    };

    public override SubresourceBehavior? Subresource(string name) => name switch
    {
        "status" => CertificateSigningStatus.Status,
        "approval" => CertificateSigningStatus.Approval,
        _ => null,
    };

    public override MapValue PrepareForCreate(WriteContext context, MapValue document)
    {
        var user = context.Request.User;
        var spec = (document.Map("spec") ?? MapValue.Empty).Without("username").Without("uid").Without("groups").Without("extra");
        spec = spec.With("username", user.Name);
        spec = user.Uid.Length > 0 ? spec.With("uid", user.Uid) : spec;
        spec = user.Groups.Count > 0 ? spec.With("groups", ListValue.From(user.Groups.Select(g => (Value)g))) : spec;
        if (user.Extra.Count > 0)
        {
            spec = spec.With("extra", MapValue.Of([.. user.Extra.Select(e => (e.Key, (Value)ListValue.From(e.Value.Select(v => (Value)v))))]));
        }

        return document.With("spec", spec).With("status", MapValue.Empty);
    }

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) =>
        StatusReset.Kept(document, old).WithOptional("spec", old.Root["spec"]);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => CertificateSigningRules.Check(errors, document, null);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) =>
        CertificateSigningRules.CheckUpdate(errors, context, document, old, mayApprove: false, mayIssue: false);
}
