using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>The resource claims of a pod; <c>k8s.io/dynamic-resource-allocation/resourceclaim</c>. Pure.</summary>
internal static class PodResourceClaims
{
    public const string ClaimAnnotation = "resource.kubernetes.io/pod-claim-name";

    private const int MostConsumers = 256;
    private const int LongestBase = 57;

    /// <summary>The pod's entries with the claim behind each: null where it is not made yet, empty where none is needed.</summary>
    public static IEnumerable<(MapValue Entry, string? Claim)> Of(KubeObject pod)
    {
        foreach (var entry in pod.Spec.Maps("resourceClaims"))
        {
            var name = entry.StringOrEmpty("name");
            yield return (entry, entry.String("resourceClaimName") ?? pod.Status.Maps("resourceClaimStatuses").FirstOrDefault(s => s.String("name") == name)?.StringOrEmpty("resourceClaimName"));
        }
    }

    /// <summary>The names of the claims there are, the one for extended resources too.</summary>
    public static IEnumerable<string> Names(KubeObject pod)
    {
        var names = Of(pod).Select(c => c.Claim).OfType<string>().Where(name => name.Length > 0);
        return pod.Status.StringAt("extendedResourceClaimStatus", "resourceClaimName") is { Length: > 0 } extended ? names.Append(extended) : names;
    }

    /// <summary>Whether a pod has anything to do with claims.</summary>
    public static bool Any(KubeObject pod) => pod.Spec.List("resourceClaims") is { Count: > 0 } || pod.Status.Map("extendedResourceClaimStatus") is not null;

    /// <summary>Whether a pod will not run (any more), so that it needs no claim.</summary>
    public static bool IsDone(KubeObject pod) => PodState.IsTerminal(new PodView(pod)) || (pod.Metadata.IsDeleting && pod.Spec.StringOrEmpty("nodeName").Length == 0);

    /// <summary>Whether the claim may still be reserved for a pod that is not among its users.</summary>
    public static bool NeedsReservation(KubeObject claim, KubeObject pod) => claim.Status.Map("allocation") is not null
        && (claim.Status.List("reservedFor")?.Count ?? 0) < MostConsumers
        && !claim.Status.Maps("reservedFor").Any(r => r.String("uid") == pod.Metadata.Uid);

    /// <summary>A user of a claim.</summary>
    public static MapValue Consumer(KubeObject pod) => MapValue.Of(("resource", "pods"), ("name", pod.Name), ("uid", pod.Metadata.Uid));

    /// <summary>The claim that a template makes for an entry of a pod.</summary>
    public static MapValue FromTemplate(KubeObject pod, string entry, KubeObject template)
    {
        var about = template.Spec.Map("metadata");
        var metadata = new MapBuilder { { "generateName", GenerateName(pod.Name, entry) }, { "namespace", pod.Namespace } };
        metadata["labels"] = about?["labels"];
        metadata["annotations"] = (about?.Map("annotations") ?? MapValue.Empty).With(ClaimAnnotation, entry);
        metadata["ownerReferences"] = ListValue.Of(MapValue.Of(("apiVersion", "v1"), ("kind", "Pod"), ("name", pod.Name), ("uid", pod.Metadata.Uid), ("controller", true)));
        return MapValue.Of(
            ("kind", "ResourceClaim"),
            ("apiVersion", "resource.k8s.io/v1"),
            ("metadata", metadata.Build()),
            ("spec", template.Spec.Map("spec") ?? MapValue.Empty));
    }

    // Both names give way, so that the claim's does not vanish behind a long pod's.
    private static string GenerateName(string pod, string entry)
    {
        var name = $"{pod}-{entry}-";
        return name.Length <= LongestBase ? name : $"{pod[..(pod.Length * LongestBase / name.Length)]}-{entry[..(entry.Length * LongestBase / name.Length)]}";
    }
}
