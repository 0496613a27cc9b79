using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Bindings of validating and mutating policies. Upstream: <c>pkg/registry/admissionregistration/validatingadmissionpolicybinding</c> and its twin.</summary>
internal sealed class AdmissionPolicyBindingBehavior : KindBehavior
{
    public override TableColumns Columns => AdmissionColumns.Binding;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool TracksGeneration => true;

    public override MapValue Default(MapValue document, string version) =>
        document.EditMap("spec", spec => spec.EditMap("matchResources", RuleDefaults.Match));
}
