using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>What a LimitRange has against a pod or a claim, in the words of <c>plugin/pkg/admission/limitranger</c>.</summary>
internal static class LimitRangeRules
{
    // Limits are a matter of the spec: neither a resize under way nor the sandbox's overhead counts.
    private static readonly PodResourcesOptions OfSpec = new() { UseStatus = false, ExcludeOverhead = true };

    /// <summary>All faults, each once; the resources of one rule by name.</summary>
    public static IReadOnlyList<string> Check(KubeObject range, MapValue document, bool isPod)
    {
        var faults = new List<string>();
        foreach (var limit in range.Spec.Maps("limits"))
        {
            switch (limit.String("type"))
            {
                case "Container" when isPod:
                    var pod = new PodView(new KubeObject(document));
                    foreach (var container in pod.Containers.Concat(pod.InitContainers))
                    {
                        Check(limit, ResourceList.From(container.Requests), ResourceList.From(container.Limits), faults);
                    }

                    break;
                case "Pod" when isPod:
                    var whole = new PodView(new KubeObject(document));
                    Check(limit, PodResources.Requests(whole, OfSpec), PodResources.Limits(whole, OfSpec), faults);
                    break;
                case "PersistentVolumeClaim" when !isPod:
                    CheckClaim(limit, ResourceList.From(document.At("spec", "resources", "requests") as MapValue), faults);
                    break;
                default:
                    break;
            }
        }

        return [.. faults.Distinct(StringComparer.Ordinal)];
    }

    private static void Check(MapValue limit, ResourceList requests, ResourceList limits, List<string> faults)
    {
        var type = limit.StringOrEmpty("type");
        foreach (var (name, bound) in Sorted(limit, "min"))
        {
            AddIfAny(Minimum(type, name, bound, requests, limits), faults);
        }

        foreach (var (name, bound) in Sorted(limit, "max"))
        {
            AddIfAny(Maximum(type, name, bound, requests, limits), faults);
        }

        foreach (var (name, bound) in Sorted(limit, "maxLimitRequestRatio"))
        {
            AddIfAny(Ratio(type, name, bound, requests, limits), faults);
        }
    }

    private static void CheckClaim(MapValue limit, ResourceList requests, List<string> faults)
    {
        var type = limit.StringOrEmpty("type");
        foreach (var (name, bound) in Sorted(limit, "min"))
        {
            AddIfAny(Minimum(type, name, bound, requests, new ResourceList()), faults);
        }

        foreach (var (name, bound) in Sorted(limit, "max"))
        {
            var head = $"maximum {name} usage per {type} is {bound}";
            AddIfAny(!requests.TryGet(name, out var request) ? $"{head}.  No request is specified" : request > bound ? $"{head}, but request is {request}" : null, faults);
        }
    }

    private static string? Minimum(string type, string name, Quantity bound, ResourceList requests, ResourceList limits)
    {
        var head = $"minimum {name} usage per {type} is {bound}";
        if (!requests.TryGet(name, out var request))
        {
            return $"{head}.  No request is specified";
        }

        return request < bound ? $"{head}, but request is {request}"
            : limits.TryGet(name, out var limit) && limit < bound ? $"{head}, but limit is {limit}"
            : null;
    }

    private static string? Maximum(string type, string name, Quantity bound, ResourceList requests, ResourceList limits)
    {
        var head = $"maximum {name} usage per {type} is {bound}";
        if (!limits.TryGet(name, out var limit))
        {
            return $"{head}.  No limit is specified";
        }

        return limit > bound ? $"{head}, but limit is {limit}"
            : requests.TryGet(name, out var request) && request > bound ? $"{head}, but request is {request}"
            : null;
    }

    private static string? Ratio(string type, string name, Quantity bound, ResourceList requests, ResourceList limits)
    {
        var head = $"{name} max limit to request ratio per {type} is {bound}";
        var (request, limit) = (requests[name], limits[name]);
        if (request.IsZero)
        {
            return $"{head}, but no request is specified or request is 0";
        }

        if (limit.IsZero)
        {
            return $"{head}, but no limit is specified or limit is 0";
        }

        var ratio = limit.ToDouble() / request.ToDouble();
        return ratio > bound.ToDouble() ? $"{head}, but provided ratio is {ratio.ToString("F6", CultureInfo.InvariantCulture)}" : null;
    }

    private static IEnumerable<(string Name, Quantity Bound)> Sorted(MapValue limit, string field)
    {
        var bounds = ResourceList.From(limit.Map(field));
        return bounds.Names.Select(name => (name, bounds[name]));
    }

    private static void AddIfAny(string? fault, List<string> faults)
    {
        if (fault is not null)
        {
            faults.Add(fault);
        }
    }
}
