using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The few fields of a pod that may change (core <c>ValidatePodUpdate</c>).</summary>
internal static class PodUpdateRules
{
    private const string Updatable =
        "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),"
        + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(FieldErrors errors, MapValue pod, KubeObject old, PodRuleOptions options)
    {
        PodRules.Whole(errors, pod, options);
        PodRules.AnnotationUpdate(errors, pod, old, options);
        var (spec, stored) = (pod.Map("spec") ?? MapValue.Empty, old.Spec);
        if (!Images(errors, "containers", spec, stored) || !Images(errors, "initContainers", spec, stored) || !Deadline(errors, spec, stored))
        {
            return;
        }

        Tolerations(errors, spec, stored);
        Gates(errors, spec, stored);
        if (SemanticEquality.Equal(spec, stored))
        {
            return;
        }

        var rest = Munged(spec, stored);
        if (stored.List("schedulingGates") is { Count: > 0 })
        {
            rest = GatedPodRules.Check(errors, rest, stored);
        }

        if (!SemanticEquality.Equal(rest, stored))
        {
            errors.Forbidden(Spec, $"pod updates may not change fields other than {Updatable}\n{PodSpecText.Diff(stored, rest)}");
        }
    }

    private static bool Images(FieldErrors errors, string list, MapValue spec, MapValue stored)
    {
        var containers = spec.Maps(list).ToArray();
        if (containers.Length != stored.Maps(list).Count())
        {
            errors.Forbidden(Spec.Child(list), "pod updates may not add or remove containers");
            return false;
        }

        for (var i = 0; i < containers.Length; i++)
        {
            var at = Spec.Child(list).Index(i);
            errors.Present(at.Child("image"), containers[i].StringOrEmpty("image"));
            ContainerRules.OnlyForPods(errors, at, containers[i]);
        }

        return true;
    }

    private static bool Deadline(FieldErrors errors, MapValue spec, MapValue stored)
    {
        var (updated, before, path) = (spec.Integer("activeDeadlineSeconds"), stored.Integer("activeDeadlineSeconds"), Spec.Child("activeDeadlineSeconds"));
        if (updated is null)
        {
            if (before is not null)
            {
                errors.Invalid(path, null, "must not update from a positive integer to nil value");
            }

            return true;
        }

        if (updated is < 0 or > int.MaxValue)
        {
            errors.Invalid(path, updated.Value, "must be between 0 and 2147483647, inclusive");
            return false;
        }

        if (before < updated)
        {
            errors.Invalid(path, updated.Value, "must be less than or equal to previous value");
            return false;
        }

        return true;
    }

    // Only tolerationSeconds of those there are may change; others may come.
    private static void Tolerations(FieldErrors errors, MapValue spec, MapValue stored)
    {
        var updated = spec.Maps("tolerations").Select(t => t.Without("tolerationSeconds")).ToArray();
        if (stored.Maps("tolerations").Any(old => !updated.Contains(old.Without("tolerationSeconds"))))
        {
            errors.Forbidden(Spec.Child("tolerations"), "existing toleration can not be modified except its tolerationSeconds");
            return;
        }

        TolerationRules.Check(errors, Spec.Child("tolerations"), spec.List("tolerations"));
    }

    private static void Gates(FieldErrors errors, MapValue spec, MapValue stored)
    {
        var before = stored.Maps("schedulingGates").Select(g => g.StringOrEmpty("name")).ToHashSet(StringComparer.Ordinal);
        var index = 0;
        foreach (var gate in spec.Maps("schedulingGates").Select(g => g.StringOrEmpty("name")))
        {
            var at = Spec.Child("schedulingGates").Index(index++).Child("name");
            if (!before.Contains(gate))
            {
                errors.Forbidden(at, $"only deletion is allowed, but found new scheduling gate '{gate}'");
            }
        }
    }

    private static MapValue Munged(MapValue spec, MapValue stored)
    {
        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            var images = stored.Maps(list).Select(c => c["image"]).ToArray();
            var index = 0;
            spec = spec.EditMaps(list, c => c.WithOptional("image", images[index++]));
        }

        foreach (var member in (ReadOnlySpan<string>)["activeDeadlineSeconds", "schedulingGates", "tolerations"])
        {
            spec = spec.WithOptional(member, stored[member]);
        }

        return stored.Integer("terminationGracePeriodSeconds") < 0 && spec.Integer("terminationGracePeriodSeconds") == 1
            ? spec.With("terminationGracePeriodSeconds", stored["terminationGracePeriodSeconds"]!)
            : spec;
    }
}
