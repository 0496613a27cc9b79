using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Requests and limits that change while the pod runs: cpu and memory only (core <c>ValidatePodResize</c>).</summary>
internal static class PodResizeRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue pod, KubeObject old, PodRuleOptions options)
    {
        var (spec, stored) = (pod.Map("spec") ?? MapValue.Empty, old.Spec);
        if (old.Metadata.Annotations.ContainsKey(PodAnnotationRules.Mirror) || stored.Map("os")?.String("name") == "windows")
        {
            errors.Add(new FieldError(FieldErrorType.Forbidden, "", $"Forbidden: {(stored.Map("os")?.String("name") == "windows" ? "windows" : "static")} pods cannot be resized"));
            return;
        }

        var before = errors.Count;
        PodRules.Whole(errors, pod, options);
        if ((old.Status.String("qosClass") ?? QosClass.Compute(stored)) != QosClass.Compute(spec))
        {
            errors.Invalid(Spec, pod.StringAt("status", "qosClass") ?? "", "Pod QOS Class may not change as a result of resizing");
        }

        // A running container whose status has no resources runs on a node that cannot resize.
        if (old.Status.Maps("containerStatuses").FirstOrDefault(s => s.Map("state")?.Map("running") is not null) is { } running && running.Map("resources") is null)
        {
            errors.Forbidden(Spec, "Pod running on node without support for resize");
        }

        var rest = PodLevel(errors, spec, stored);
        if (!Ordered(errors, "containers", spec, stored) | !Ordered(errors, "initContainers", spec, stored))
        {
            return;
        }

        Removed(errors, "initContainers", spec, stored);
        Removed(errors, "containers", spec, stored);
        rest = Containers(errors, rest, stored, "containers");
        rest = Containers(errors, rest, stored, "initContainers");
        if (errors.Count == before && !SemanticEquality.Equal(rest, stored))
        {
            errors.Forbidden(Spec, "only cpu and memory resources are mutable");
        }
    }

    private static MapValue PodLevel(FieldErrors errors, MapValue spec, MapValue stored)
    {
        var (resources, old) = (spec.Map("resources"), stored.Map("resources"));
        if (resources is null && old is null)
        {
            return spec;
        }

        if (resources is null)
        {
            errors.Forbidden(Spec.Child("resources"), "pod-level resources cannot be removed");
            return spec;
        }

        foreach (var member in (ReadOnlySpan<string>)["requests", "limits"])
        {
            if (old is not null && IsRemoved(resources.Map(member), old.Map(member)))
            {
                errors.Forbidden(Spec.Child("resources").Child(member), $"pod-level resource {member} cannot be removed");
            }
        }

        var masked = Masked(resources, old);
        if (!SemanticEquality.Equal(masked, old))
        {
            errors.Forbidden(Spec, "only cpu and memory resources are mutable at pod-level");
        }

        return spec.WithOptional("resources", masked.Count == 0 && old is null ? null : masked);
    }

    private static bool Ordered(FieldErrors errors, string list, MapValue spec, MapValue stored)
    {
        var (containers, old) = (spec.Maps(list).ToArray(), stored.Maps(list).ToArray());
        var before = errors.Count;
        if (containers.Length != old.Length)
        {
            errors.Forbidden(Spec.Child(list), $"{list} may not be added or removed on resize");
            return false;
        }

        for (var i = 0; i < old.Length; i++)
        {
            if (containers[i].StringOrEmpty("name") != old[i].StringOrEmpty("name"))
            {
                errors.Forbidden(Spec.Child(list).Index(i).Child("name"), $"{list} may not be renamed or reordered on resize");
            }
        }

        return errors.Count == before;
    }

    private static void Removed(FieldErrors errors, string list, MapValue spec, MapValue stored)
    {
        var index = 0;
        foreach (var (container, old) in spec.Maps(list).Zip(stored.Maps(list)))
        {
            var at = Spec.Child(list).Index(index++).Child("resources");
            foreach (var member in (ReadOnlySpan<string>)["requests", "limits"])
            {
                if (IsRemoved(container.Map("resources")?.Map(member), old.Map("resources")?.Map(member)))
                {
                    errors.Forbidden(at.Child(member), $"resource {member} cannot be removed");
                }
            }
        }
    }

    private static MapValue Containers(FieldErrors errors, MapValue spec, MapValue stored, string list)
    {
        var old = stored.Maps(list).ToArray();
        var index = 0;
        return spec.EditMaps(list, container =>
        {
            var (before, at) = (old[index], Spec.Child(list).Index(index++));
            var masked = container.With("resources", Masked(container.Map("resources") ?? MapValue.Empty, before.Map("resources")));
            masked = before.ContainsKey("resources") ? masked : masked.WithOptional("resources", masked.Map("resources") is { Count: > 0 } r ? r : null);
            if (!SemanticEquality.Equal(masked, before))
            {
                errors.Forbidden(list == "containers" ? Spec : at, list == "containers" ? "only cpu and memory resources are mutable" : "only cpu and memory resources for init or sidecar containers are mutable");
            }

            if (!SemanticEquality.Equal(container, before) && container.String("restartPolicy") != "Always" && list == "initContainers")
            {
                foreach (var _ in container.Maps("resizePolicy").Where(p => p.String("restartPolicy") == "RestartContainer"))
                {
                    errors.Forbidden(at, "non-sidecar init containers with a resize policy of RestartContainer cannot be resized");
                }
            }

            return masked;
        });
    }

    private static bool IsRemoved(MapValue? amounts, MapValue? old) => old?.Any(o => amounts?.ContainsKey(o.Key) != true) == true;

    // The resources with the stored cpu and memory: what is left must not differ.
    private static MapValue Masked(MapValue resources, MapValue? old)
    {
        foreach (var member in (ReadOnlySpan<string>)["limits", "requests"])
        {
            var amounts = resources.Map(member) ?? MapValue.Empty;
            foreach (var name in (ReadOnlySpan<string>)["cpu", "memory"])
            {
                amounts = amounts.WithOptional(name, old?.Map(member)?[name]);
            }

            resources = resources.WithOptional(member, amounts.Count == 0 ? null : amounts);
        }

        return resources;
    }
}
