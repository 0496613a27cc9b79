using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using KubeEmulator.Api;

namespace KubeEmulator.Access;

/// <summary>Users by client certificate: CN is the name, each O a group. Upstream: apiserver <c>authentication/request/x509</c>.</summary>
internal sealed class CertificateUsers(Func<X509Certificate2> authority, TimeProvider wallClock)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    // A connection shows the same instance with each of its requests: its chain is built once and not a thousand times.
    private readonly ConditionalWeakTable<X509Certificate2, Known> _known = [];

    /// <summary>The user of a certificate that the cluster's CA signed, that is valid now and meant for clients; null for any other.</summary>
    public UserInfo? Find(X509Certificate2 certificate)
    {
        var (root, now) = (authority(), wallClock.GetUtcNow().LocalDateTime);
        if (_known.TryGetValue(certificate, out var known) && known.IsGood(root, now))
        {
            return known.User;
        }

        if (Check(certificate, root, now) is not { } user)
        {
            return null;
        }

        _known.AddOrUpdate(certificate, new Known(root, Later(root.NotBefore, certificate.NotBefore), Earlier(root.NotAfter, certificate.NotAfter), user));
        return user;
    }

    private static UserInfo? Check(X509Certificate2 certificate, X509Certificate2 root, DateTime now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now;
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid(ClientAuthentication));
        if (!chain.Build(certificate))
        {
            return null;
        }

        var name = "";
        var groups = new List<string>();
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false).Where(part => !part.HasMultipleElements))
        {
            switch (part.GetSingleElementType().Value)
            {
                case "2.5.4.3":
                    name = part.GetSingleElementValue() ?? "";
                    break;
                case "2.5.4.10":
                    groups.Add(part.GetSingleElementValue() ?? "");
                    break;
            }
        }

        groups.Add("system:authenticated");
        var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(certificate.RawData));
        return name.Length == 0 ? null : new UserInfo(name, groups)
        {
            Extra = new Dictionary<string, IReadOnlyList<string>> { ["authentication.kubernetes.io/credential-id"] = [$"X509SHA256={id}"] },
        };
    }
    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    /// <summary>A certificate that was good, the time in which it is (local, as certificates tell it), and whose it is.</summary>
    private sealed record Known(X509Certificate2 Root, DateTime From, DateTime To, UserInfo User)
    {
        public bool IsGood(X509Certificate2 root, DateTime now) => ReferenceEquals(root, Root) && now >= From && now <= To;
    }
}
