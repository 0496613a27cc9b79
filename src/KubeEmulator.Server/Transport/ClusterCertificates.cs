using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEmulator.Server.Transport;

/// <summary>
/// A cluster's CA and what it signs: the serving certificate and the administrator's. Keys are ECDSA P-256, made when first needed.
/// Validity is judged by outside parties, so it is in real time.
/// </summary>
public sealed class ClusterCertificates : IDisposable
{
    private static readonly Oid ServerAuth = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuth = new("1.3.6.1.5.5.7.3.2");

    private readonly TimeProvider _real = TimeProvider.System;
    private readonly Lock _lock = new();
    private ECDsa? _authorityKey;
    private string? _authorityPem;
    private X509Certificate2? _authority;
    private X509Certificate2? _serving;
    private X509Certificate2? _admin;

    /// <summary>The CA certificate with its key.</summary>
    public X509Certificate2 Authority
    {
        get
        {
            var pem = AuthorityPem;
            lock (_lock)
            {
                return _authority ??= LoadAuthority(pem);
            }
        }
    }

    /// <summary>The CA certificate as PEM.</summary>
    public string AuthorityPem
    {
        get
        {
            lock (_lock)
            {
                return _authorityPem ??= PemEncoding.WriteString("CERTIFICATE", MakeAuthority());
            }
        }
    }

    /// <summary>The certificate that the server shows, with its key in a form that TLS takes on every system.</summary>
    public X509Certificate2 Serving
    {
        get
        {
            var authority = Authority;
            lock (_lock)
            {
                return _serving ??= MakeServing(authority);
            }
        }
    }

    /// <summary>The administrator's client certificate: <c>kubernetes-admin</c> of <c>system:masters</c>.</summary>
    public X509Certificate2 Admin
    {
        get
        {
            var authority = Authority;
            lock (_lock)
            {
                return _admin ??= MakeAdmin(authority);
            }
        }
    }

    /// <summary>The key of a certificate as PEM.</summary>
    public static string KeyPem(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        using var key = certificate.GetECDsaPrivateKey() ?? throw new ArgumentException("the certificate has no ECDSA key", nameof(certificate));
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _authorityKey?.Dispose();
        _authority?.Dispose();
        _serving?.Dispose();
        _admin?.Dispose();
    }

    private byte[] MakeAuthority()
    {
        _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = _real.GetUtcNow();
        return AuthorityCertificate.Create("kubernetes", _authorityKey, now.AddHours(-1), now.AddYears(10));
    }

    // It signs and is shown in chains, but no TLS connection uses its key: it needs no round through PKCS#12.
    private X509Certificate2 LoadAuthority(string pem)
    {
        using var withoutKey = X509Certificate2.CreateFromPem(pem);
        return withoutKey.CopyWithPrivateKey(_authorityKey!);
    }

    private X509Certificate2 MakeServing(X509Certificate2 authority)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in (string[])["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"])
        {
            names.AddDnsName(name);
        }

        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        names.AddIpAddress(IPAddress.Parse("10.96.0.1"));
        return Issue(authority, new X500DistinguishedName("CN=kube-apiserver"), ServerAuth, names.Build());
    }

    private X509Certificate2 MakeAdmin(X509Certificate2 authority)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName("kubernetes-admin");
        subject.AddOrganizationName("system:masters");
        return Issue(authority, subject.Build(), ClientAuth, null);
    }

    private X509Certificate2 Issue(X509Certificate2 authority, X500DistinguishedName subject, Oid usage, X509Extension? names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([usage], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names);
        }

        var now = _real.GetUtcNow();
        using var issued = request.Create(authority, now.AddHours(-1), now.AddYears(1), RandomNumberGenerator.GetBytes(16));
        if (OperatingSystem.IsLinux())
        {
            return issued.CopyWithPrivateKey(key);
        }

        using var withKey = issued.CopyWithPrivateKey(key);
        return Portable(withKey);
    }

    // The TLS of Windows and macOS takes no key that lives in memory only; a round through PKCS#12, which is slow on purpose, gives it one it takes.
    private static X509Certificate2 Portable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
}
