using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>What the signers of Kubernetes accept; <c>pkg/controller/certificates/signer</c> and <c>pkg/apis/certificates/helpers.go</c>. Pure.</summary>
internal static class SignerRules
{
    public const string Client = "kubernetes.io/kube-apiserver-client";
    public const string KubeletClient = "kubernetes.io/kube-apiserver-client-kubelet";
    public const string KubeletServing = "kubernetes.io/kubelet-serving";
    public const string Legacy = "kubernetes.io/legacy-unknown";

    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";
    private const string AlternativeNames = "2.5.29.17";

    private static readonly string[] ServingUsages = ["digital signature", "key encipherment", "server auth"];
    private static readonly string[] ClientUsages = ["client auth", "digital signature", "key encipherment"];

    /// <summary>Whether Kubernetes itself signs for this name.</summary>
    public static bool IsKnown(string signer) => signer is Client or KubeletClient or KubeletServing or Legacy;

    /// <summary>Why a signer refuses a request; null where it does not.</summary>
    public static string? Refusal(string signer, CertificateRequest request, IReadOnlyCollection<string> usages) => signer switch
    {
        Client => ClientRefusal(usages),
        KubeletClient => KubeletClientRefusal(request, usages),
        KubeletServing => KubeletServingRefusal(request, usages),
        _ => null,
    };

    /// <summary>Whether a request is a kubelet's for its client certificate.</summary>
    public static bool IsKubeletClient(CertificateRequest request, IReadOnlyCollection<string> usages) => KubeletClientRefusal(request, usages) is null;

    /// <summary>The subject's common name.</summary>
    public static string CommonNameOf(CertificateRequest request) => Subject(request, CommonName).FirstOrDefault() ?? "";

    private static string? ClientRefusal(IReadOnlyCollection<string> usages)
    {
        if (usages.FirstOrDefault(u => !ClientUsages.Contains(u)) is { } strange)
        {
            return $"invalid usage for client certificate: {strange}";
        }

        return usages.Contains("client auth") ? null : "missing required usage for client certificate: client auth";
    }

    private static string? KubeletClientRefusal(CertificateRequest request, IReadOnlyCollection<string> usages)
    {
        var names = Names(request);
        return Organizations(request) is not ["system:nodes"] ? "subject organization is not system:nodes"
            : names.Contains(2) ? "DNS subjectAltNames are not allowed"
            : names.Contains(1) ? "Email subjectAltNames are not allowed"
            : names.Contains(7) ? "IP subjectAltNames are not allowed"
            : names.Contains(6) ? "URI subjectAltNames are not allowed"
            : !CommonNameOf(request).StartsWith("system:node:", StringComparison.Ordinal) ? "subject common name does not begin with system:node:"
            : Same(usages, ClientUsages) ? null
            : $"usages did not match [{string.Join(' ', ClientUsages)}]";
    }

    private static string? KubeletServingRefusal(CertificateRequest request, IReadOnlyCollection<string> usages)
    {
        var names = Names(request);
        return Organizations(request) is not ["system:nodes"] ? "subject organization is not system:nodes"
            : !names.Contains(2) && !names.Contains(7) ? "DNS or IP subjectAltName is required"
            : names.Contains(1) ? "Email subjectAltNames are not allowed"
            : names.Contains(6) ? "URI subjectAltNames are not allowed"
            : !Same(usages, ServingUsages) ? $"usages did not match [{string.Join(' ', ServingUsages)}]"
            : CommonNameOf(request).StartsWith("system:node:", StringComparison.Ordinal) ? null
            : "subject common name does not begin with system:node:";
    }

    // Keys that are not RSA encipher nothing, so that usage may be missing.
    private static bool Same(IReadOnlyCollection<string> usages, string[] wanted)
    {
        var set = usages.ToHashSet(StringComparer.Ordinal);
        return set.SetEquals(wanted) || set.SetEquals(wanted.Where(u => u != "key encipherment"));
    }

    private static string[] Organizations(CertificateRequest request) => [.. Subject(request, Organization)];

    private static IEnumerable<string> Subject(CertificateRequest request, string oid) => request.SubjectName
        .EnumerateRelativeDistinguishedNames(reversed: false)
        .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == oid)
        .Select(part => part.GetSingleElementValue() ?? "");

    // The kinds of alternative names, by their tag in RFC 5280: 1 email, 2 DNS, 6 URI, 7 IP.
    private static HashSet<int> Names(CertificateRequest request)
    {
        var kinds = new HashSet<int>();
        if (request.CertificateExtensions.FirstOrDefault(e => e.Oid?.Value == AlternativeNames) is not { } extension)
        {
            return kinds;
        }

        try
        {
            var names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            while (names.HasData)
            {
                kinds.Add(names.PeekTag().TagValue);
                names.ReadEncodedValue();
            }
        }
        catch (AsnContentException)
        {
            kinds.Clear();
        }

        return kinds;
    }
}
