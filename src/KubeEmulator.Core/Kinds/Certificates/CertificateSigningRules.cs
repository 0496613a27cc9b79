using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// What a CertificateSigningRequest must be. Faults that the stored object has already are let through. Upstream:
/// <c>pkg/apis/certificates/validation/validation.go</c>.
/// </summary>
internal static class CertificateSigningRules
{
    private const int ShortestSeconds = 600;
    private const string LegacySigner = "kubernetes.io/legacy-unknown";
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Status = FieldPath.Of("status");
    private static readonly FieldPath Conditions = Status.Child("conditions");

    private static readonly string[] Usages =
    [
        "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only",
        "digital signature", "email protection", "encipher only", "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement",
        "key encipherment", "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime", "server auth", "signing", "timestamping",
    ];

    public static void Check(FieldErrors errors, MapValue document, MapValue? old)
    {
        FinalizerRules.Check(errors, document);
        var spec = document.Map("spec") ?? MapValue.Empty;
        if (CertificateText.RequestFault(spec.StringOrEmpty("request")) is { } fault)
        {
            errors.Invalid(Spec.Child("request"), spec["request"] ?? Value.Null, fault);
        }

        CheckUsages(errors, [.. spec.Strings("usages")], [.. old?.Map("spec")?.Strings("usages") ?? []]);
        var signer = spec.StringOrEmpty("signerName");
        if (signer == LegacySigner && old?.StringAt("spec", "signerName") != LegacySigner)
        {
            errors.Invalid(Spec.Child("signerName"), signer, "the legacy signerName is not allowed via this API version");
        }
        else
        {
            SignerNameRules.Check(errors, Spec.Child("signerName"), signer);
        }

        if (spec.Integer("expirationSeconds") is { } seconds and < ShortestSeconds)
        {
            errors.Invalid(Spec.Child("expirationSeconds"), seconds, "may not specify a duration less than 600 seconds (10 minutes)");
        }

        CheckConditions(errors, ConditionsOf(document), old is null ? [] : ConditionsOf(old));
        var (certificate, before) = (CertificateOf(document), old is null ? null : CertificateOf(old));
        if (certificate != before && (before is null || CertificateText.ChainFault(before) is null) && CertificateText.ChainFault(certificate) is { } chainFault)
        {
            errors.Invalid(Status.Child("certificate"), "<certificate data>", chainFault);
        }
    }

    /// <summary>What an update may do besides: approve, or issue, or neither.</summary>
    public static void CheckUpdate(FieldErrors errors, WriteContext context, MapValue document, KubeObject stored, bool mayApprove, bool mayIssue)
    {
        var old = stored.Root;
        ObjectMetaRules.AsNewPlainly(errors, context, document);
        Check(errors, document, old);
        ObjectMetaRules.Update(errors, context, document, stored);
        foreach (var type in (string[])["Approved", "Denied", "Failed"])
        {
            if (CountOf(document, type) < CountOf(old, type))
            {
                errors.Forbidden(Conditions, $"updates may not remove a condition of type \"{type}\"");
            }
        }

        foreach (var type in mayApprove ? (string[])[] : ["Approved", "Denied"])
        {
            if (CountOf(document, type) > CountOf(old, type))
            {
                errors.Forbidden(Conditions, $"updates may not add a condition of type \"{type}\"");
            }
        }

        if (CertificateOf(document) == CertificateOf(old))
        {
            return;
        }

        if (!mayIssue)
        {
            errors.Forbidden(Status.Child("certificate"), "updates may not set certificate content");
        }
        else if (CertificateOf(old).Length > 0)
        {
            errors.Forbidden(Status.Child("certificate"), "updates may not modify existing certificate content");
        }
    }

    private static void CheckUsages(FieldErrors errors, string[] usages, string[] before)
    {
        var path = Spec.Child("usages");
        if (usages.Length == 0)
        {
            errors.Required(path);
        }

        if (!before.Except(Usages).Any())
        {
            for (var i = 0; i < usages.Length; i++)
            {
                errors.OneOf(path.Index(i), usages[i], Usages);
            }
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < usages.Length && before.Distinct().Count() == before.Length; i++)
        {
            if (!seen.Add(usages[i]))
            {
                errors.Duplicate(path.Index(i), usages[i]);
            }
        }
    }

    private static void CheckConditions(FieldErrors errors, MapValue[] conditions, MapValue[] before)
    {
        string[] had = [.. before.Select(TypeOf)];
        var (approved, denied) = (false, false);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < conditions.Length; i++)
        {
            var (path, type) = (Conditions.Index(i), TypeOf(conditions[i]));
            if (!had.Contains(""))
            {
                errors.Present(path.Child("type"), type);
            }

            var status = conditions[i].StringOrEmpty("status");
            if (errors.Present(path.Child("status"), status))
            {
                errors.OneOf(path.Child("status"), status, type is "Approved" or "Denied" or "Failed" ? ["True"] : ["False", "True", "Unknown"]);
            }

            approved |= type == "Approved";
            denied |= type == "Denied";
            if (type is "Approved" or "Denied" && approved && denied && !(had.Contains("Approved") && had.Contains("Denied")))
            {
                errors.Invalid(Conditions, type, "Approved and Denied conditions are mutually exclusive");
            }

            if (!seen.Add(type) && had.Distinct().Count() == had.Length)
            {
                errors.Duplicate(path.Child("type"), type);
            }
        }
    }

    private static MapValue[] ConditionsOf(MapValue document) => [.. document.Map("status")?.Maps("conditions") ?? []];

    private static string CertificateOf(MapValue document) => document.StringAt("status", "certificate") ?? "";

    private static int CountOf(MapValue document, string type) => ConditionsOf(document).Count(c => TypeOf(c) == type);

    private static string TypeOf(MapValue condition) => condition.StringOrEmpty("type");
}
