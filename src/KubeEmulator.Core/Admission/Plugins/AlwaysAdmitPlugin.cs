using KubeEmulator.Api;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Lets everything pass; kept so that old command lines work. Upstream: <c>plugin/pkg/admission/admit</c>.</summary>
internal sealed class AlwaysAdmitPlugin : AdmissionPlugin
{
    public override string Name => "AlwaysAdmit";

    public override bool Handles(AdmissionAttributes attributes) => false;
}
