using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Bindings of validating and mutating policies. Upstream: <c>pkg/registry/admissionregistration/validatingadmissionpolicybinding</c> and its twin.</summary>
internal sealed class AdmissionPolicyBindingBehavior(bool mutating) : KindBehavior
{
    public override TableColumns Columns => AdmissionColumns.Binding;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool TracksGeneration => true;

    public override MapValue Default(MapValue document, string version) =>
        document.EditMap("spec", spec => spec.EditMap("matchResources", RuleDefaults.Match));

    // Pointers are compared, so that an update asks for access like a create.
    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        PolicyBindingRules.Check(errors, document, mutating);
        ParamAccess.CheckBinding(context, errors, document, mutating);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNewPlainly(errors, context, document);
        Validate(context, document, errors);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn) => StaticNames.Warn(document, warn);
}
