using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>MutatingAdmissionPolicies. Upstream: <c>pkg/registry/admissionregistration/mutatingadmissionpolicy</c>.</summary>
internal sealed class MutatingAdmissionPolicyBehavior : KindBehavior
{
    public override TableColumns Columns => AdmissionColumns.Mutating;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool TracksGeneration => true;

    public override MapValue Default(MapValue document, string version) => document.EditMap("spec", PolicyDefaults.Spec);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => Check(context, document, null, errors);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) => Check(context, document, old, errors);

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn) => StaticNames.Warn(document, warn);

    private static void Check(WriteContext context, MapValue document, KubeObject? old, FieldErrors errors)
    {
        if (old is not null)
        {
            ObjectMetaRules.AsNewPlainly(errors, context, document);
        }

        MutatingPolicyRules.Check(errors, document, old?.Root);
        ParamAccess.CheckPolicy(context, errors, document, old);
    }
}
