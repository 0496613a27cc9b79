using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Api;

namespace KubeEmulator.Access;

/// <summary>
/// Who sends a request: by client certificate, by token, or nobody. Upstream: <c>pkg/kubeapiserver/authenticator/config.go</c>.
/// A wrong token is a 401 even where anonymous requests are allowed.
/// </summary>
internal sealed class AuthenticatorChain(CertificateUsers? certificates, StaticTokens staticTokens, ServiceAccountTokens? serviceAccounts, UserInfo withoutCredential) : IAuthenticator
{
    public UserInfo? Authenticate(string? bearerToken, X509Certificate2? clientCertificate)
    {
        if (clientCertificate is not null && certificates is not null)
        {
            return certificates.Find(clientCertificate);
        }

        if (bearerToken is null)
        {
            return withoutCredential;
        }

        return staticTokens.Find(bearerToken) ?? serviceAccounts?.Find(bearerToken);
    }
}
