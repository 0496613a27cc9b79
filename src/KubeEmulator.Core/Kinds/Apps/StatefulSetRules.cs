using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>StatefulSets (apps <c>ValidateStatefulSetSpec</c>).</summary>
internal static class StatefulSetRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly string[] Mutable = ["replicas", "template", "updateStrategy", "minReadySeconds", "ordinals", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy"];

    public static void Check(FieldErrors errors, MapValue spec, PodRuleOptions options, bool isUpdate = false, bool skipTemplate = false)
    {
        Policies(errors, spec);
        var index = 0;
        foreach (var claim in isUpdate ? [] : spec.Maps("volumeClaimTemplates"))
        {
            ClaimSpecRules.Check(errors, Spec.Child("volumeClaimTemplates").Index(index++).Child("spec"), claim.Map("spec") ?? MapValue.Empty);
        }

        errors.NonNegative(Spec, spec, "replicas");
        errors.NonNegative(Spec, spec, "minReadySeconds");
        if (spec.Map("ordinals") is { } ordinals)
        {
            errors.NonNegative(Spec.Child("ordinals.start"), ordinals.Integer("start"));
        }

        if (!isUpdate && spec.StringOrEmpty("serviceName") is { Length: > 0 } service)
        {
            errors.Label(Spec.Child("serviceName"), service);
        }

        SelectorRules.Required(errors, Spec.Child("selector"), spec, "empty selector is invalid for statefulset");
        var (path, template) = (Spec.Child("template"), Prepared(spec));
        if (LabelSelector.TryFrom(spec["selector"], out var selector, out _))
        {
            Template(errors, path, template, selector, options, skipTemplate);
        }
        else
        {
            errors.Invalid(Spec.Child("selector"), spec["selector"], "");
        }

        PodTemplateRules.AlwaysRestarting(errors, path, template, "StatefulSet");
    }

    public static void CheckUpdate(FieldErrors errors, MapValue spec, MapValue old, PodRuleOptions options)
    {
        var before = new FieldErrors();
        Check(before, old, options, isUpdate: true);
        Check(errors, spec, options, isUpdate: true, skipTemplate: before.Count > 0);
        var rest = Mutable.Aggregate(spec, (s, member) => s.WithOptional(member, old[member]));
        if (!SemanticEquality.Equal(WithoutTypes(rest), WithoutTypes(old)))
        {
            errors.Forbidden(Spec, "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
        }
    }

    // What kind a claim template says to be is not looked at: upstream's internal form has no room for it.
    private static MapValue WithoutTypes(MapValue spec) => spec.EditMaps("volumeClaimTemplates", claim => claim.Without("apiVersion").Without("kind"));

    public static void Status(FieldErrors errors, MapValue status, MapValue old)
    {
        StatusCounts.NonNegative(errors, status, "replicas", "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas", "observedGeneration", "collisionCount");
        StatusCounts.AtMostReplicas(errors, status, "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas");
        StatusCounts.AtMost(errors, status, "availableReplicas", "readyReplicas", "cannot be greater than status.readyReplicas");
        StatusCounts.CollisionsOnlyGrow(errors, status, old);
    }

    private static void Policies(FieldErrors errors, MapValue spec)
    {
        var management = spec.StringOrEmpty("podManagementPolicy");
        if (errors.Present(Spec.Child("podManagementPolicy"), management) && management is not ("OrderedReady" or "Parallel"))
        {
            errors.Invalid(Spec.Child("podManagementPolicy"), management, "must be 'OrderedReady' or 'Parallel'");
        }

        var (path, strategy) = (Spec.Child("updateStrategy"), spec.Map("updateStrategy") ?? MapValue.Empty);
        switch (strategy.StringOrEmpty("type"))
        {
            case "":
                errors.Required(path);
                break;
            case "OnDelete" when strategy.Map("rollingUpdate") is { } unused:
                errors.InvalidText(path.Child("rollingUpdate"), InternalText.Of(unused.WithDefault("partition", 0), "io.k8s.api.apps.v1.RollingUpdateStatefulSetStrategy"), "only allowed for updateStrategy 'RollingUpdate'");
                break;
            case "RollingUpdate" when strategy.Map("rollingUpdate") is { } rolling:
                RollingUpdate(errors, path.Child("rollingUpdate"), rolling);
                break;
            case "OnDelete" or "RollingUpdate":
                break;
            default:
                errors.InvalidText(path, InternalText.Of(strategy, "io.k8s.api.apps.v1.StatefulSetUpdateStrategy"), "must be 'RollingUpdate' or 'OnDelete'");
                break;
        }

        foreach (var member in (ReadOnlySpan<string>)["whenDeleted", "whenScaled"])
        {
            if (spec.Map("persistentVolumeClaimRetentionPolicy") is { } retention)
            {
                errors.OneOf(Spec.Child("persistentVolumeClaimRetentionPolicy").Child(member), retention.StringOrEmpty(member), "Retain", "Delete");
            }
        }
    }

    private static void RollingUpdate(FieldErrors errors, FieldPath path, MapValue rolling)
    {
        errors.NonNegative(path, rolling, "partition");
        if (rolling["maxUnavailable"] is not { } unavailable)
        {
            return;
        }

        IntOrStringRules.NonNegativeOrPercent(errors, path.Child("maxUnavailable"), unavailable);
        if (IntOrStringRules.Number(unavailable) == 0)
        {
            errors.Invalid(path.Child("maxUnavailable"), unavailable, "cannot be 0");
        }

        IntOrStringRules.AtMost100Percent(errors, path.Child("maxUnavailable"), unavailable);
    }

    private static void Template(FieldErrors errors, FieldPath path, MapValue template, LabelSelector selector, PodRuleOptions options, bool skip)
    {
        var metadata = template.Map("metadata") ?? MapValue.Empty;
        PodTemplateRules.Selected(errors, path, template, selector);
        if (!skip)
        {
            PodTemplateRules.Check(errors, path, template, options);
        }

        MetaRules.Labels(errors, path.Child("labels"), metadata.Map("labels"));
        MetaRules.Annotations(errors, path.Child("annotations"), metadata.Map("annotations"));
        PodAnnotationRules.Check(errors, path.Child("annotations"), metadata.Map("annotations") ?? MapValue.Empty, template.Map("spec") ?? MapValue.Empty, options);
    }

    // The controller gives pods their names and the volumes of the claim templates, so these are not the template's to answer for.
    private static MapValue Prepared(MapValue spec) => (spec.Map("template") ?? MapValue.Empty).EditMap("spec", pod =>
    {
        pod = pod.Without("subdomain").Without("hostname");
        var claims = spec.Maps("volumeClaimTemplates").Select(c => c.StringAt("metadata", "name") ?? "").Distinct().ToArray();
        if (claims.Length == 0)
        {
            return pod;
        }

        var volumes = claims.Select(name => (Value)MapValue.Of(("name", name), ("persistentVolumeClaim", MapValue.Of(("claimName", name)))))
            .Concat(pod.Maps("volumes").Where(v => !claims.Contains(v.StringOrEmpty("name"))));
        return pod.With("volumes", ListValue.From(volumes));
    });
}
