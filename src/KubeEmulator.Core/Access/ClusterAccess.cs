using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Api;

namespace KubeEmulator.Access;

/// <summary>Puts simulated access together for one cluster.</summary>
internal static class ClusterAccess
{
    /// <summary>
    /// Gives the cluster RBAC, the node authorizer and service account tokens, and answers who authenticates its requests.
    /// </summary>
    /// <param name="services">The cluster; its authorizer, rules and tokens are set.</param>
    /// <param name="staticTokens">Tokens of a file; <see cref="StaticTokens.None"/> where there are none.</param>
    /// <param name="authority">The CA of client certificates, asked for when the first one comes; null where none are accepted.</param>
    /// <param name="withoutCredential">Who sends a request that names nobody; anonymous where null.</param>
    /// <param name="tokenKey">The key of service account tokens; one of its own where null.</param>
    /// <param name="allowAll">Whether everybody may do everything (kube-apiserver's AlwaysAllow).</param>
    public static IAuthenticator Attach(ClusterServices services, StaticTokens staticTokens, Func<X509Certificate2>? authority, UserInfo? withoutCredential = null, Lazy<ECDsa>? tokenKey = null, bool allowAll = false)
    {
        var rbac = new RbacAuthorizer(services.Store);
        var tokens = new ServiceAccountTokens(services, tokenKey);
        services.Rules = rbac;
        services.Tokens = tokens;
        services.Authorizer = allowAll ? AllowAllAuthorizer.Instance : new AuthorizerChain(new NodeAuthorizer(services.Store), rbac);

        // Certificates are dated by the real world: TLS checks them there too.
        services.Authenticator = new AuthenticatorChain(authority is null ? null : new CertificateUsers(authority, TimeProvider.System), staticTokens, tokens, withoutCredential ?? UserInfo.Anonymous);
        return services.Authenticator;
    }
}
