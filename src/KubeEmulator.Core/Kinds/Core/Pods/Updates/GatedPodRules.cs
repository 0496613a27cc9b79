using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A pod that waits for scheduling gates may narrow where it goes, never widen it.</summary>
internal static class GatedPodRules
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    /// <summary>Checks the directives and returns the spec with those of the stored pod, for the comparison of the rest.</summary>
    public static MapValue Check(FieldErrors errors, MapValue spec, MapValue stored)
    {
        var (selector, oldSelector) = (spec.Map("nodeSelector") ?? MapValue.Empty, stored.Map("nodeSelector") ?? MapValue.Empty);
        if (oldSelector.Any(s => selector[s.Key] != s.Value))
        {
            errors.Invalid(Spec.Child("nodeSelector"), spec["nodeSelector"], "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
        }

        spec = spec.WithOptional("nodeSelector", stored["nodeSelector"]);
        var (affinity, oldAffinity) = (spec.Map("affinity"), stored.Map("affinity"));
        var (node, oldNode) = (affinity?.Map("nodeAffinity"), oldAffinity?.Map("nodeAffinity"));
        if (SemanticEquality.Equal(node, oldNode))
        {
            return spec;
        }

        Terms(errors, node?.Map(Required), oldNode?.Map(Required));
        var restored = (affinity ?? MapValue.Empty).WithOptional("nodeAffinity", oldNode);
        return restored.Count == 0 && oldAffinity is null ? spec.Without("affinity") : spec.With("affinity", restored);
    }

    private static void Terms(FieldErrors errors, MapValue? selector, MapValue? oldSelector)
    {
        var path = Spec.Child("affinity").Child("nodeAffinity").Child(Required).Child("nodeSelectorTerms");
        var terms = selector?.Maps("nodeSelectorTerms").ToArray() ?? [];
        var old = oldSelector?.Maps("nodeSelectorTerms").ToArray() ?? [];
        if (old.Length > 0 && old.Length != terms.Length)
        {
            var text = terms.Length == 0 ? "null" : "[" + string.Join(',', terms.Select(t => InternalText.Of(t, "io.k8s.api.core.v1.NodeSelectorTerm"))) + "]";
            errors.InvalidText(path, text, "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
            return;
        }

        for (var i = 0; i < old.Length; i++)
        {
            if (!OnlyAdds(terms[i], old[i]))
            {
                errors.InvalidText(path.Index(i), InternalText.Of(terms[i], "io.k8s.api.core.v1.NodeSelectorTerm"), "only additions are allowed (no mutations or deletions)");
            }
        }
    }

    // A term without requirements matches nothing, so adding one would widen it.
    private static bool OnlyAdds(MapValue term, MapValue old)
    {
        var wasEmpty = !old.Maps("matchExpressions").Any() && !old.Maps("matchFields").Any();
        return wasEmpty
            ? !term.Maps("matchExpressions").Any() && !term.Maps("matchFields").Any()
            : Begins("matchExpressions") && Begins("matchFields");

        bool Begins(string member)
        {
            var before = old.Maps(member).ToArray();
            return term.Maps(member).Take(before.Length).SequenceEqual(before);
        }
    }
}
