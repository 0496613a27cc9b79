using KubeEmulator.Api;

namespace KubeEmulator.Admission;

/// <summary>Who may approve, sign or attest for a signer: by its name, or for all signers of its domain; <c>pkg/certauthorization</c>.</summary>
internal static class SignerAccess
{
    /// <summary>Whether the user of the request may.</summary>
    public static bool Allows(AdmissionAttributes attributes, string verb, string signer) =>
        Ask(attributes, verb, signer) || Ask(attributes, verb, signer.Split('/')[0] + "/*");

    private static bool Ask(AdmissionAttributes attributes, string verb, string name) =>
        attributes.Services.Authorizer.Authorize(new AuthorizationQuestion(attributes.Request.User, verb)
        {
            Group = "certificates.k8s.io",
            Version = "*",
            Resource = "signers",
            Name = name,
        }).Allowed;
}
