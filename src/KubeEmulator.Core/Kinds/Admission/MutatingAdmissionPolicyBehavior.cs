using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>MutatingAdmissionPolicies. Upstream: <c>pkg/registry/admissionregistration/mutatingadmissionpolicy</c>.</summary>
internal sealed class MutatingAdmissionPolicyBehavior : KindBehavior
{
    public override TableColumns Columns => AdmissionColumns.Mutating;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool TracksGeneration => true;

    public override MapValue Default(MapValue document, string version) => document.EditMap("spec", PolicyDefaults.Spec);
}
