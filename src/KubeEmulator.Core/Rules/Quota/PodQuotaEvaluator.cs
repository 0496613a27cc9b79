using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>What pods use up of a quota; <c>pkg/quota/v1/evaluator/core/pods.go</c>.</summary>
internal sealed class PodQuotaEvaluator() : QuotaEvaluator(new GroupResource("", "pods"))
{
    private static readonly string[] Measured =
    [
        "count/pods", "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage",
        "limits.cpu", "limits.memory", "limits.ephemeral-storage", "pods",
    ];

    // The mistake upstream keeps for compatibility: these must be set by every container where a quota limits them.
    private static readonly string[] MustBeSet = ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> MatchingResources(IEnumerable<string> names) =>
        [.. names.Where(IsMeasured).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override ResourceList Usage(KubeObject item, DateTimeOffset now)
    {
        var pod = new PodView(item);
        var usage = new ResourceList { ["count/pods"] = Quantity.Of(1) };
        return IsCharged(pod, now) ? usage.Add(Compute(PodResources.Requests(pod), PodResources.Limits(pod))) : usage;
    }

    /// <inheritdoc/>
    public override bool MatchesScope(MapValue scope, KubeObject item)
    {
        var pod = new PodView(item);
        return scope.StringOrEmpty("scopeName") switch
        {
            "Terminating" => HasDeadline(item),
            "NotTerminating" => !HasDeadline(item),
            "BestEffort" => QosClass.Of(pod) == QosClass.BestEffort,
            "NotBestEffort" => QosClass.Of(pod) != QosClass.BestEffort,
            "PriorityClass" => MatchesSelector(scope, pod.PriorityClassName.Length == 0 ? null : pod.PriorityClassName),
            "CrossNamespacePodAffinity" => ReachesOtherNamespaces(pod),
            _ => false,
        };
    }

    /// <inheritdoc/>
    public override string? CheckConstraints(IReadOnlyCollection<string> required, KubeObject item)
    {
        var pod = new PodView(item);
        if (PodResources.HasPodLevelResources(pod))
        {
            return null;
        }

        var missing = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var container in pod.Containers.Concat(pod.InitContainers))
        {
            var set = Compute(ResourceList.From(container.Requests), ResourceList.From(container.Limits));
            foreach (var name in MustBeSet.Where(name => required.Contains(name) && !set.Contains(name)))
            {
                (missing.TryGetValue(name, out var containers) ? containers : missing[name] = new SortedSet<string>(StringComparer.Ordinal)).Add(container.Name);
            }
        }

        return missing.Count == 0 ? null : "must specify " + string.Join("; ", missing.Select(m => $"{m.Key} for: {string.Join(',', m.Value)}"));
    }

    /// <inheritdoc/>
    public override bool Handles(bool isCreate, string subresource, KubeObject item, KubeObject? old) => subresource switch
    {
        "" => isCreate || (old is not null && HasDeadline(old) != HasDeadline(item)),
        "resize" => !isCreate,
        _ => false,
    };

    private static bool IsMeasured(string name) =>
        Measured.Contains(name)
        || ResourceNames.IsHugePages(name)
        || name.StartsWith(ResourceNames.RequestsPrefix + ResourceNames.HugePagesPrefix, StringComparison.Ordinal)
        || (name.StartsWith(ResourceNames.RequestsPrefix, StringComparison.Ordinal)
            && (!ResourceNames.IsNative(name) || name.StartsWith(ResourceNames.RequestsPrefix + ResourceNames.DeviceClassPrefix, StringComparison.Ordinal)));

    // Pods at their end, and pods stuck beyond their grace period, are counted but not charged.
    private static bool IsCharged(PodView pod, DateTimeOffset now)
    {
        if (PodState.IsTerminal(pod))
        {
            return false;
        }

        return KubeTime.Parse(pod.Object.Metadata.DeletionTimestamp) is not { } deletion
            || pod.Object.Metadata.Root.Integer("deletionGracePeriodSeconds") is not { } grace
            || now <= deletion.AddSeconds(grace);
    }

    private static ResourceList Compute(ResourceList requests, ResourceList limits)
    {
        var usage = new ResourceList { ["pods"] = Quantity.Parse("1") };
        foreach (var name in new[] { "cpu", "memory", "ephemeral-storage" })
        {
            if (requests.TryGet(name, out var request))
            {
                usage[name] = usage[ResourceNames.RequestsPrefix + name] = request;
            }

            if (limits.TryGet(name, out var limit))
            {
                usage[ResourceNames.LimitsPrefix + name] = limit;
            }
        }

        foreach (var (name, request) in requests)
        {
            if (ResourceNames.IsHugePages(name))
            {
                usage[name] = usage[ResourceNames.RequestsPrefix + name] = request;
            }
            else if (ResourceNames.IsExtendedOrDeviceClass(name))
            {
                usage[ResourceNames.RequestsPrefix + name] = request;
            }
        }

        return usage;
    }

    private static bool HasDeadline(KubeObject item) => item.Spec.Integer("activeDeadlineSeconds") >= 0;

    private static bool ReachesOtherNamespaces(PodView pod)
    {
        foreach (var kind in new[] { "podAffinity", "podAntiAffinity" })
        {
            var affinity = pod.Affinity?.Map(kind);
            var terms = (affinity?.Maps("requiredDuringSchedulingIgnoredDuringExecution") ?? [])
                .Concat(affinity?.Maps("preferredDuringSchedulingIgnoredDuringExecution").Select(p => p.Map("podAffinityTerm") ?? MapValue.Empty) ?? []);
            if (terms.Any(term => term.List("namespaces") is { Count: > 0 } || term.Map("namespaceSelector") is not null))
            {
                return true;
            }
        }

        return false;
    }
}
