using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>What PersistentVolumeClaims use up of a quota, in all and by storage class; <c>pkg/quota/v1/evaluator/core/persistent_volume_claims.go</c>.</summary>
internal sealed class ClaimQuotaEvaluator() : QuotaEvaluator(new GroupResource("", "persistentvolumeclaims"))
{
    private const string Count = "count/persistentvolumeclaims";
    private const string Claims = "persistentvolumeclaims";
    private const string Storage = "requests.storage";
    private const string ClassSuffix = ".storageclass.storage.k8s.io/";

    /// <inheritdoc/>
    public override IReadOnlyList<string> MatchingResources(IEnumerable<string> names) =>
        [.. names.Where(name => name is Count or Claims or Storage || name.EndsWith(ClassSuffix + Claims, StringComparison.Ordinal) || name.EndsWith(ClassSuffix + Storage, StringComparison.Ordinal))];

    /// <inheritdoc/>
    public override ResourceList Usage(KubeObject item, DateTimeOffset now)
    {
        var usage = new ResourceList { [Claims] = Quantity.Of(1), [Count] = Quantity.Of(1) };
        var storageClass = item.Metadata.Annotations.String("volume.beta.kubernetes.io/storage-class") ?? item.Spec.StringOrEmpty("storageClassName");
        if (storageClass.Length > 0)
        {
            usage[storageClass + ClassSuffix + Claims] = Quantity.Of(1);
        }

        if (Requested(item) is { } storage)
        {
            usage[Storage] = storage;
            if (storageClass.Length > 0)
            {
                usage[storageClass + ClassSuffix + Storage] = storage;
            }
        }

        return usage;
    }

    /// <inheritdoc/>
    public override bool MatchesScope(MapValue scope, KubeObject item)
    {
        if (scope.StringOrEmpty("scopeName") != "VolumeAttributesClass")
        {
            return false;
        }

        var classes = AttributesClasses(item).ToArray();
        return classes.Length == 0 ? MatchesSelector(scope, null) : classes.Any(name => MatchesSelector(scope, name));
    }

    /// <inheritdoc/>
    public override bool Handles(bool isCreate, string subresource, KubeObject item, KubeObject? old) => subresource switch
    {
        "" => true,
        "status" => old is not null
            && (item.Status.Map("allocatedResources")?["storage"] != old.Status.Map("allocatedResources")?["storage"]
                || !AttributesClasses(item).ToHashSet(StringComparer.Ordinal).SetEquals(AttributesClasses(old))),
        _ => false,
    };

    // Whole bytes; while a volume grows, the larger of what is asked and what is set aside.
    private static Quantity? Requested(KubeObject claim)
    {
        if (Quantity.From(claim.Spec.Map("resources")?.Map("requests")?["storage"]) is not { } request)
        {
            return null;
        }

        return Quantity.From(claim.Status.Map("allocatedResources")?["storage"]) is { } allocated && allocated > request.RoundUp(0, out _)
            ? allocated.RoundUp(0, out _)
            : request.RoundUp(0, out _);
    }

    private static IEnumerable<string> AttributesClasses(KubeObject claim) =>
        new[]
        {
            claim.Spec.StringOrEmpty("volumeAttributesClassName"),
            claim.Status.StringOrEmpty("currentVolumeAttributesClassName"),
            claim.Status.Map("modifyVolumeStatus")?.StringOrEmpty("targetVolumeAttributesClassName") ?? "",
        }.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);
}
