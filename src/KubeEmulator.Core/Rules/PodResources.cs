using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>
/// What a pod needs of its node: the sum of its containers or, where larger, the most that its init containers need one after
/// another with the sidecars started before; then pod-level amounts, then overhead. The rule followed is component-helpers'
/// <c>resource/helpers.go</c>.
/// </summary>
internal static class PodResources
{
    private static readonly PodResourcesOptions Specified = PodResourcesOptions.Default with { UseStatus = false };

    /// <summary>The effective requests.</summary>
    public static ResourceList Requests(PodView pod, PodResourcesOptions? options = null)
    {
        options ??= PodResourcesOptions.Default;
        var sum = Aggregate(pod, options, "requests");
        if (!options.SkipPodLevelResources)
        {
            SetPodLevel(pod, options, "requests", sum);
        }

        return options.ExcludeOverhead ? sum : sum.Add(ResourceList.From(pod.Spec.Map("overhead")));
    }

    /// <summary>The effective limits; overhead is added only to resources that are limited.</summary>
    public static ResourceList Limits(PodView pod, PodResourcesOptions? options = null)
    {
        options ??= PodResourcesOptions.Default;
        var sum = Aggregate(pod, options, "limits");
        if (!options.SkipPodLevelResources)
        {
            SetPodLevel(pod, options, "limits", sum);
        }

        if (!options.ExcludeOverhead)
        {
            foreach (var (name, amount) in ResourceList.From(pod.Spec.Map("overhead")))
            {
                if (!sum[name].IsZero)
                {
                    sum[name] += amount;
                }
            }
        }

        return sum;
    }

    /// <summary>What the containers of a pod spec ask for together, pod-level amounts and overhead apart; <paramref name="kind"/> is <c>requests</c> or <c>limits</c>.</summary>
    public static ResourceList OfContainers(MapValue spec, string kind) =>
        Aggregate(new PodView(new KubeObject(MapValue.Of(("spec", spec)))), Specified, kind);

    /// <summary>Whether requests or limits are set for the pod as a whole.</summary>
    public static bool HasPodLevelResources(PodView pod) => HasPodLevel(pod, "requests") || HasPodLevel(pod, "limits");

    /// <summary>Whether a resource may be set for the pod as a whole.</summary>
    public static bool IsPodLevelResource(string name) => name is "cpu" or "memory" || name.StartsWith("hugepages-", StringComparison.Ordinal);

    private static bool HasPodLevel(PodView pod, string kind) => pod.Spec.Map("resources")?.Map(kind) is { } map && map.Any(m => IsPodLevelResource(m.Key));

    private static ResourceList Aggregate(PodView pod, PodResourcesOptions options, string kind)
    {
        var statuses = options.UseStatus ? StatusesByName(pod) : null;
        var sum = new ResourceList();
        foreach (var container in pod.Containers)
        {
            sum.Add(Effective(pod, container, statuses, options, kind));
        }

        var sidecars = new ResourceList();
        var most = new ResourceList();
        foreach (var container in pod.InitContainers)
        {
            var own = Effective(pod, container, container.IsRestartable ? statuses : null, options, kind);
            if (container.IsRestartable)
            {
                sum.Add(own);
                most.Raise(sidecars.Add(own));
            }
            else
            {
                most.Raise(own.Copy().Add(sidecars));
            }
        }

        return sum.Raise(most);
    }

    private static ResourceList Effective(PodView pod, ContainerView container, Dictionary<string, MapValue>? statuses, PodResourcesOptions options, string kind)
    {
        var spec = ResourceList.From(kind == "requests" ? container.Requests : container.Limits);
        if (statuses is not null && statuses.TryGetValue(container.Name, out var status) && status.Map("resources") is { } actual)
        {
            spec = Merge(pod, spec, actual.Map(kind), status.Map("allocatedResources"), kind);
        }

        foreach (var (name, amount) in kind == "requests" ? options.NonMissingRequests ?? [] : [])
        {
            if (!spec.Contains(name))
            {
                spec[name] = amount;
            }
        }

        return spec;
    }

    // While a resize is under way the larger of what is asked and what is given counts; an infeasible one is not waited for.
    private static ResourceList Merge(PodView pod, ResourceList spec, MapValue? actual, MapValue? allocated, string kind)
    {
        var infeasible = Conditions.Find(pod.Status, "PodResizePending")?.String("reason") == "Infeasible";
        var effective = ResourceList.From(actual);
        if (kind == "requests")
        {
            effective.Raise(ResourceList.From(allocated));
        }

        return infeasible ? effective : effective.Raise(spec);
    }

    private static void SetPodLevel(PodView pod, PodResourcesOptions options, string kind, ResourceList sum)
    {
        if (!HasPodLevel(pod, kind))
        {
            return;
        }

        var spec = ResourceList.From(pod.Spec.Map("resources")!.Map(kind));
        var effective = options.UseStatus && pod.Status.Map("resources") is { } actual
            ? Merge(pod, spec.Copy(), actual.Map(kind), pod.Status.Map("allocatedResources"), kind)
            : spec;
        foreach (var (name, _) in spec)
        {
            if (IsPodLevelResource(name))
            {
                sum[name] = effective[name];
            }
        }
    }

    private static Dictionary<string, MapValue> StatusesByName(PodView pod)
    {
        var statuses = new Dictionary<string, MapValue>(StringComparer.Ordinal);
        foreach (var status in pod.ContainerStatuses.Concat(pod.InitContainerStatuses))
        {
            statuses[status.StringOrEmpty("name")] = status;
        }

        return statuses;
    }
}
