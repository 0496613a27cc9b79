using KubeEmulator.Api;

namespace KubeEmulator.Admission;

/// <summary>What hooks never see, so that nobody locks himself out.</summary>
internal static class ExemptResources
{
    /// <summary>The configuration of hooks itself (<c>IsExemptAdmissionConfigurationResource</c>).</summary>
    public static bool FromHooks(AdmissionAttributes attributes) => attributes.ObjectVersion.Group == "admissionregistration.k8s.io"
        && attributes.ObjectKind is "ValidatingWebhookConfiguration" or "MutatingWebhookConfiguration" or "ValidatingAdmissionPolicy"
            or "ValidatingAdmissionPolicyBinding" or "MutatingAdmissionPolicy" or "MutatingAdmissionPolicyBinding";

    /// <summary>That, and the questions of access, which are answered and not stored (<c>pkg/kubeapiserver/admission/exclusion</c>).</summary>
    public static bool FromPolicies(AdmissionAttributes attributes) => FromHooks(attributes) || (attributes.Type.Group, attributes.Type.Plural) switch
    {
        ("authentication.k8s.io", "tokenreviews" or "selfsubjectreviews") => true,
        ("authorization.k8s.io", "localsubjectaccessreviews" or "selfsubjectaccessreviews" or "selfsubjectrulesreviews" or "subjectaccessreviews") => true,
        _ => false,
    };
}
