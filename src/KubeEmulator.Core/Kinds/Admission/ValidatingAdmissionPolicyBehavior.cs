using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>ValidatingAdmissionPolicies. Upstream: <c>pkg/registry/admissionregistration/validatingadmissionpolicy</c>.</summary>
internal sealed class ValidatingAdmissionPolicyBehavior : SpecStatusBehavior
{
    public override TableColumns Columns => AdmissionColumns.Validating;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool TracksGeneration => true;

    protected override bool StatusKeepsMetadata => true;

    public override MapValue Default(MapValue document, string version) => document.EditMap("spec", PolicyDefaults.Spec);
}
