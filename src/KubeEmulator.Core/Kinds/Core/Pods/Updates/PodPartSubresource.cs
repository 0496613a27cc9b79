using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Subresources that change one part of a pod's spec and nothing else: <c>ephemeralcontainers</c>, <c>resize</c>.</summary>
internal sealed class PodPartSubresource(Func<MapValue, MapValue, MapValue> take, Action<FieldErrors, MapValue, KubeObject, PodRuleOptions> check) : SubresourceBehavior
{
    public static readonly PodPartSubresource EphemeralContainers = new(
        (spec, stored) => stored.WithOptional("ephemeralContainers", spec["ephemeralContainers"]),
        CheckEphemeral);

    public static readonly PodPartSubresource Resize = new(TakeResources, PodResizeRules.Check);

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        var spec = take(document.Map("spec") ?? MapValue.Empty, old.Spec);
        var metadata = old.Metadata.Root;
        foreach (var member in (ReadOnlySpan<string>)["managedFields", "resourceVersion"])
        {
            metadata = metadata.WithOptional(member, document.Map("metadata")?[member]);
        }

        return old.Root.With("metadata", metadata).With("spec", DroppedPodFields.Apply(spec, old.Spec));
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        // Of a static pod nothing is told but that.
        if (!old.Metadata.Annotations.ContainsKey(PodAnnotationRules.Mirror))
        {
            ObjectMetaRules.Update(errors, context, document, old);
        }

        check(errors, document, old, StoredPodFaults.Options(old.Metadata.Root, old.Spec, isPod: true));
    }

    public override bool GenerationChanges(MapValue document, KubeObject old) => !SemanticEquality.Equal(document["spec"], old.Root["spec"]);

    private static void CheckEphemeral(FieldErrors errors, MapValue pod, KubeObject old, PodRuleOptions options)
    {
        if (old.Metadata.Annotations.ContainsKey(PodAnnotationRules.Mirror))
        {
            errors.Add(new FieldError(FieldErrorType.Forbidden, "", "Forbidden: static pods do not support ephemeral containers"));
            return;
        }

        PodRules.Whole(errors, pod, options);
        PodRules.AnnotationUpdate(errors, pod, old, options);
        var path = FieldPath.Of("spec", "ephemeralContainers");
        foreach (var before in old.Spec.Maps("ephemeralContainers"))
        {
            var name = before.StringOrEmpty("name");
            var updated = pod.Map("spec")!.Maps("ephemeralContainers").LastOrDefault(c => c.StringOrEmpty("name") == name);
            if (updated is null)
            {
                errors.Forbidden(path, $"existing ephemeral containers {GoText.Quote(name)} may not be removed\n");
            }
            else if (!SemanticEquality.Equal(updated, before))
            {
                errors.Forbidden(path, $"existing ephemeral containers {GoText.Quote(name)} may not be changed\n{PodSpecText.ContainerDiff(before, updated)}");
            }
        }
    }

    // Containers that were added, removed or renamed are left for validation to refuse.
    private static MapValue TakeResources(MapValue spec, MapValue stored)
    {
        if (!SameNames(spec, stored, "containers") || !SameNames(spec, stored, "initContainers"))
        {
            return spec;
        }

        var taken = stored.WithOptional("resources", spec["resources"]);
        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            var updated = spec.Maps(list).ToArray();
            var index = 0;
            taken = taken.EditMaps(list, c =>
            {
                var from = updated[index++];
                return c.WithOptional("resources", from["resources"]).WithOptional("resizePolicy", from["resizePolicy"]);
            });
        }

        return taken;
    }

    private static bool SameNames(MapValue spec, MapValue stored, string list) =>
        spec.Maps(list).Select(c => c.StringOrEmpty("name")).SequenceEqual(stored.Maps(list).Select(c => c.StringOrEmpty("name")), StringComparer.Ordinal);
}
