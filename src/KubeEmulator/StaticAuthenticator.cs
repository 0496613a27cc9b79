using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Api;

namespace KubeEmulator;

/// <summary>Static tokens and client certificates of the cluster's CA.</summary>
internal sealed class StaticAuthenticator(IReadOnlyList<StaticToken> tokens, Func<X509Certificate2> authority, UserInfo withoutCredential) : IAuthenticator
{
    private readonly Dictionary<string, UserInfo> _tokens = tokens.ToDictionary(t => t.Token, t => t.User, StringComparer.Ordinal);

    public UserInfo? Authenticate(string? bearerToken, X509Certificate2? clientCertificate)
    {
        if (clientCertificate is not null && UserOf(clientCertificate) is { } certified)
        {
            return certified;
        }

        if (bearerToken is not null)
        {
            return _tokens.GetValueOrDefault(bearerToken);
        }

        return clientCertificate is null ? withoutCredential : null;
    }

    // CN is the user, each O a group; what the CA did not sign says nothing.
    private UserInfo? UserOf(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (!chain.Build(certificate))
        {
            return null;
        }

        var name = "";
        var groups = new List<string>();
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            var (type, value) = (part.GetSingleElementType().Value, part.GetSingleElementValue() ?? "");
            if (type == "2.5.4.3")
            {
                name = value;
            }
            else if (type == "2.5.4.10")
            {
                groups.Add(value);
            }
        }

        return name.Length > 0 ? new UserInfo(name, [.. groups, "system:authenticated"]) : null;
    }
}
