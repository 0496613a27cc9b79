using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>Who may approve, sign or attest for a signer: by its name, or for all signers of its domain; <c>pkg/certauthorization</c>.</summary>
internal static class SignerAccess
{
    /// <summary>Demands that the user of an update of a request may do this for the request's signer.</summary>
    /// <exception cref="ApiException">403: the user may not.</exception>
    public static void Require(AdmissionAttributes attributes, string verb)
    {
        var signer = attributes.OldObject?.StringAt("spec", "signerName") ?? "";
        if (!Allows(attributes, verb, signer))
        {
            throw attributes.Forbidden($"user not permitted to {verb} requests with signerName {GoText.Quote(signer)}");
        }
    }

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
