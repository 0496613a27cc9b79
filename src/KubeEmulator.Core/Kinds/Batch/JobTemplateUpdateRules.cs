using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// A job's template does not change, except where its pods go and what they ask for while the job is suspended and has none
/// (batch <c>validatePodTemplateUpdate</c>; gates MutablePodResourcesForSuspendedJobs and MutableSchedulingDirectivesForSuspendedJobs).
/// </summary>
internal static class JobTemplateUpdateRules
{
    public static void Check(FieldErrors errors, MapValue spec, KubeObject old)
    {
        var (template, stored) = (spec.Map("template") ?? MapValue.Empty, old.Spec.Map("template") ?? MapValue.Empty);
        var path = FieldPath.Of("spec", "template");
        var open = IsOpen(old);
        if (open)
        {
            stored = WithDirectives(template, stored);
            var (pod, before) = (template.Map("spec") ?? MapValue.Empty, WithResources(template.Map("spec") ?? MapValue.Empty, stored.Map("spec") ?? MapValue.Empty));
            if (!SemanticEquality.Equal(pod, before))
            {
                errors.InvalidText(FieldPath.Of("spec", "template.spec"), PodSpecText.Of(pod), FieldChecks.ImmutableText);
            }
        }
        else if (!SemanticEquality.Equal(template, stored))
        {
            errors.InvalidText(path, PodSpecText.OfTemplate(template), FieldChecks.ImmutableText);
        }
    }

    private static bool IsOpen(KubeObject job) =>
        job.Spec.Bool("suspend") == true
        && (job.Status["startTime"].IsNullOrAbsent() || PodConditions.IsTrue(job.Status, "Suspended"))
        && (job.Status.Integer("active") ?? 0) == 0;

    private static MapValue WithDirectives(MapValue template, MapValue stored)
    {
        var (pod, metadata) = (template.Map("spec") ?? MapValue.Empty, template.Map("metadata") ?? MapValue.Empty);
        stored = stored.EditMap("spec", s =>
        {
            var affinity = (s.Map("affinity") ?? MapValue.Empty).WithOptional("nodeAffinity", pod.Map("affinity")?["nodeAffinity"]);
            s = affinity.Count == 0 && pod.Map("affinity") is null ? s.Without("affinity") : s.With("affinity", affinity);
            foreach (var member in (ReadOnlySpan<string>)["nodeSelector", "tolerations", "schedulingGates"])
            {
                s = s.WithOptional(member, pod[member]);
            }

            return s;
        });
        var storedMetadata = stored.Map("metadata") ?? MapValue.Empty;
        foreach (var member in (ReadOnlySpan<string>)["annotations", "labels"])
        {
            storedMetadata = storedMetadata.WithOptional(member, metadata[member]);
        }

        return stored.With("metadata", storedMetadata);
    }

    private static MapValue WithResources(MapValue pod, MapValue stored)
    {
        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            var updated = pod.Maps(list).ToArray();
            if (updated.Length != stored.Maps(list).Count())
            {
                continue;
            }

            var index = 0;
            stored = stored.EditMaps(list, c => updated[index++] is var from && from.StringOrEmpty("name") == c.StringOrEmpty("name") ? c.WithOptional("resources", from["resources"]) : c);
        }

        return stored;
    }
}
