using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Requests and limits of a pod as a whole, against those of its containers (core <c>validatePodResources</c>).</summary>
internal static class PodResourceRules
{
    public static void Check(FieldErrors errors, FieldPath path, MapValue spec, IReadOnlySet<string> claims, PodRuleOptions options)
    {
        if (spec.Map("resources") is not { } resources)
        {
            return;
        }

        if (spec.Map("os")?.String("name") == "windows")
        {
            errors.Forbidden(path, "may not be set for a windows pod");
            return;
        }

        if (resources.List("claims") is not null)
        {
            errors.Forbidden(path.Child("claims"), "claims may not be set for Resources at pod-level");
        }

        ResourceRules.Pod(errors, path, resources, claims, options.AllowIndivisibleHugePages);
        var (requests, limits) = (resources.Map("requests") ?? MapValue.Empty, resources.Map("limits") ?? MapValue.Empty);
        Aggregate(errors, path.Child("requests"), spec, "requests", requests, _ => true);
        Aggregate(errors, path.Child("limits"), spec, "limits", limits, ResourceNames.IsHugePages);
        var index = 0;
        foreach (var container in spec.Maps("containers"))
        {
            var at = path.Child("containers").Index(index++);
            foreach (var (name, value) in container.Map("resources")?.Map("limits") ?? MapValue.Empty)
            {
                if (Quantity.From(limits[name]) is { } most && Quantity.From(value) is { } amount && amount > most)
                {
                    errors.Invalid(at.Key(name).Child("limits"), amount.ToString(), $"must be less than or equal to pod limits of {most}");
                }
            }
        }
    }

    private static void Aggregate(FieldErrors errors, FieldPath path, MapValue spec, string member, MapValue pod, Func<string, bool> counts)
    {
        foreach (var (name, sum) in PodResources.OfContainers(spec, member))
        {
            if (counts(name) && Quantity.From(pod[name]) is { } amount && sum > amount)
            {
                errors.Invalid(path.Key(name), amount.ToString(), $"must be greater than or equal to aggregate container {member} of {sum}");
            }
        }
    }
}
