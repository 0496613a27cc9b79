using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a stored pod spec does that the rules of today would refuse, and that an update may therefore keep.</summary>
internal static class StoredPodFaults
{
    private static readonly PodRuleOptions Status = PodRuleOptions.Strict with { IsPod = true };
    private static readonly PodRuleOptions StatusWithInvalidDeletionCost = Status with { AllowInvalidDeletionCost = true };

    /// <summary>The options for an update; those of <paramref name="isPod"/> alone where nothing is stored.</summary>
    public static PodRuleOptions Options(MapValue? oldMetadata, MapValue? old, bool isPod)
    {
        if (old is null)
        {
            return PodRuleOptions.Strict with { IsPod = isPod };
        }

        var strict = PodRuleOptions.Strict;
        return new PodRuleOptions
        {
            IsPod = isPod,
            AllowInvalidDeletionCost = PodAnnotationRules.HasInvalidDeletionCost(oldMetadata?.Map("annotations") ?? MapValue.Empty),
            AllowIndivisibleHugePages = PodContainers.All(old).Any(HasIndivisible),
            AllowInvalidSelectorValues = Faulty(e => AffinityRules.Check(e, FieldPath.Of("a"), old.Map("affinity")?.Without("nodeAffinity"), strict)),
            AllowInvalidSelectorValuesInNodeAffinity = Faulty(e => AffinityRules.Check(e, FieldPath.Of("a"), NodeAffinityOnly(old), strict)),
            AllowInvalidTopologySpreadSelector = old.Maps("topologySpreadConstraints").Any(c => Faulty(e => LabelSelectorRules.Check(e, FieldPath.Of("s"), c.Map("labelSelector")))),
            AllowNonLocalTokenPath = old.Maps("volumes").Any(HasNonLocalToken),
            AllowNamespacedSysctlsForHostNetwork = Faulty(e => SecurityContextRules.Pod(e, FieldPath.Of("s"), old, strict)),
            AllowOnlyRecursiveSelinuxChangePolicy = old.StringAt("securityContext", "seLinuxChangePolicy") is null,
            AllowUserNamespacesWithVolumeDevices = old.Bool("hostUsers") == false && PodContainers.All(old).Any(c => c.List("volumeDevices") is { Count: > 0 }),
        };
    }

    /// <summary>Those for an update of the status, which may change annotations but no spec.</summary>
    public static PodRuleOptions OfStatus(MapValue oldMetadata) =>
        PodAnnotationRules.HasInvalidDeletionCost(oldMetadata.Map("annotations") ?? MapValue.Empty) ? StatusWithInvalidDeletionCost : Status;

    private static bool Faulty(Action<FieldErrors> check)
    {
        var errors = new FieldErrors();
        check(errors);
        return errors.Count > 0;
    }

    private static MapValue? NodeAffinityOnly(MapValue spec) =>
        spec.Map("affinity")?.Map("nodeAffinity") is { } node ? MapValue.Of(("nodeAffinity", node)) : null;

    private static bool HasIndivisible(MapValue container) => ((ReadOnlySpan<string>)["limits", "requests"]).ToArray().Any(member =>
        (container.Map("resources")?.Map(member) ?? MapValue.Empty).Any(a => ResourceNames.IsHugePages(a.Key) && !ResourceNames.IsDivisibleByPageSize(a.Key, Quantity.From(a.Value) ?? Quantity.Zero)));

    private static bool HasNonLocalToken(MapValue volume) => volume.Map("projected")?.Maps("sources")
        .Any(s => s.Map("serviceAccountToken") is { } token && Faulty(e => PathRules.NonReserved(e, FieldPath.Of("p"), token.StringOrEmpty("path")))) == true;
}
