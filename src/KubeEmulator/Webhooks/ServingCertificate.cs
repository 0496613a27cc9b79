using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEmulator.Webhooks;

/// <summary>What is wrong with a webhook's certificate, in the order and the words of Go's <c>crypto/x509</c>.</summary>
internal static class ServingCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The first fault; null where the authorities vouch for a certificate of the host.</summary>
    public static string? Fault(X509Certificate2 leaf, X509Chain? shown, X509Certificate2Collection authorities, string host) =>
        Expiry(leaf) ?? Name(leaf, host) ?? Trust(leaf, shown, authorities);

    private static string? Expiry(X509Certificate2 leaf)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var (from, until) = (leaf.NotBefore.ToUniversalTime(), leaf.NotAfter.ToUniversalTime());
        const string Head = "x509: certificate has expired or is not yet valid: current time";
        return now < from ? $"{Head} {Text(now)} is before {Text(from)}" : now > until ? $"{Head} {Text(now)} is after {Text(until)}" : null;
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Name(X509Certificate2 leaf, string host)
    {
        var names = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        string[] hosts = names is null ? [] : [.. names.EnumerateDnsNames()];
        string[] addresses = names is null ? [] : [.. names.EnumerateIPAddresses().Select(a => a.ToString())];
        if (leaf.MatchesHostname(host, allowWildcards: true, allowCommonName: false))
        {
            return null;
        }

        if (IPAddress.TryParse(host, out _))
        {
            return addresses.Length == 0
                ? $"x509: cannot validate certificate for {host} because it doesn't contain any IP SANs"
                : $"x509: certificate is valid for {string.Join(", ", addresses)}, not {host}";
        }

        return hosts.Length > 0 ? $"x509: certificate is valid for {string.Join(", ", hosts)}, not {host}"
            : names is null && leaf.MatchesHostname(host, allowWildcards: true, allowCommonName: true) ? "x509: certificate relies on legacy Common Name field, use SANs instead"
            : $"x509: certificate is not valid for any names, but wanted to match {host}";
    }

    private static string? Trust(X509Certificate2 leaf, X509Chain? shown, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        foreach (var element in shown?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            policy.ExtraStore.Add(element.Certificate);
        }

        if (authorities.Count > 0)
        {
            // Go lets any certificate of the bundle be the anchor, also one that another has signed.
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
            policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        }

        var built = chain.Build(leaf);
        if (chain.ChainStatus.Any(s => s.Status.HasFlag(X509ChainStatusFlags.NotValidForUsage)))
        {
            return "x509: certificate specifies an incompatible key usage";
        }

        var anchored = authorities.Count == 0 || chain.ChainElements.Any(e => authorities.Any(a => a.RawDataMemory.Span.SequenceEqual(e.Certificate.RawDataMemory.Span)));
        return built && anchored ? null : "x509: certificate signed by unknown authority";
    }
}
