using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Trust bundles and certificates as projected sources.</summary>
internal static class ProjectedCertificateRules
{
    private const int LongestLife = 91 * 24 * 60 * 60;
    private const int LongestLifeOfKubernetes = 24 * 60 * 60;

    public static void TrustBundle(FieldErrors errors, FieldPath path, MapValue source)
    {
        var (name, signer) = (source.String("name"), source.String("signerName"));
        if (name is not null && signer is not null)
        {
            errors.InvalidText(path, InternalText.Of(source, "io.k8s.api.core.v1.ClusterTrustBundleProjection"), "only one of name and signerName may be used");
        }
        else if (name is not null)
        {
            Name(errors, path, source, name);
        }
        else if (signer is not null)
        {
            errors.Present(path.Child("signerName"), signer, "must be a valid signer name");
            SignerNameRules.Check(errors, path.Child("signerName"), signer);
            LabelSelectorRules.Check(errors, path.Child("labelSelector"), source.Map("labelSelector"));
        }
        else
        {
            errors.Required(path, "either name or signerName must be specified");
        }

        errors.Present(path.Child("path"), source.StringOrEmpty("path"));
        PathRules.NonReserved(errors, path.Child("path"), source.StringOrEmpty("path"));
    }

    /// <summary>A pod certificate; <paramref name="take"/> is told each path that it writes.</summary>
    public static void PodCertificate(FieldErrors errors, FieldPath path, MapValue source, Action<string, string> take)
    {
        var signer = source.StringOrEmpty("signerName");
        SignerNameRules.Check(errors, path.Child("signerName"), signer);
        foreach (var key in (source.Map("userAnnotations") ?? MapValue.Empty).Keys)
        {
            TextRules.CheckDomainPrefixedKey(errors, path.Child("userAnnotations"), key.ToLowerInvariant());
        }

        errors.OneOf(path.Child("keyType"), source.StringOrEmpty("keyType"), "RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519");
        if (source.Integer("maxExpirationSeconds") is { } seconds)
        {
            Lifetime(errors, path.Child("maxExpirationSeconds"), seconds, SignerNameRules.IsOfKubernetes(signer) ? LongestLifeOfKubernetes : LongestLife);
        }

        var any = false;
        foreach (var member in (ReadOnlySpan<string>)["credentialBundlePath", "keyPath", "certificateChainPath"])
        {
            if (source.StringOrEmpty(member) is { Length: > 0 } file)
            {
                any = true;
                take(member, file);
            }
        }

        if (!any)
        {
            errors.Required(path, "specify at least one of credentialBundlePath, keyPath, and certificateChainPath");
        }
    }

    private static void Name(FieldErrors errors, FieldPath path, MapValue source, string name)
    {
        errors.Present(path.Child("name"), name, "must be a valid object name");
        var colon = name.LastIndexOf(':');
        foreach (var fault in SignerNameRules.TrustBundleFaults(name, colon < 0 ? "" : name[..colon].Replace(':', '/')))
        {
            errors.Invalid(path.Child("name"), name, $"not a valid clustertrustbundlename: {fault}");
        }

        if (source.Map("labelSelector") is { } selector)
        {
            errors.Invalid(path.Child("labelSelector"), selector, "labelSelector must be unset if name is specified");
        }
    }

    private static void Lifetime(FieldErrors errors, FieldPath path, long seconds, int longest)
    {
        if (seconds < 3600)
        {
            errors.Invalid(path, seconds, "if provided, maxExpirationSeconds must be >= 3600");
        }

        if (seconds > longest)
        {
            errors.Invalid(path, seconds, $"if provided, maxExpirationSeconds must be <= {longest}");
        }
    }
}
