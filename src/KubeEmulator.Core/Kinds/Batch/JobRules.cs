using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Jobs (batch <c>ValidateJob</c>, <c>ValidateJobSpecUpdate</c>).</summary>
internal static class JobRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Create(FieldErrors errors, MapValue job, PodRuleOptions options)
    {
        var (metadata, spec) = (job.Map("metadata") ?? MapValue.Empty, job.Map("spec") ?? MapValue.Empty);
        if (spec.Bool("manualSelector") != true && spec.Map("selector") is not null)
        {
            Generated(errors, metadata, spec);
        }

        WithSelector(errors, spec, options);
        if (spec.String("completionMode") == "Indexed" && spec.Integer("completions") is { } completions and > 0)
        {
            var host = $"{metadata.StringOrEmpty("name")}-{completions - 1}";
            if (NameRules.CheckDns1123Label(host).Count > 0)
            {
                errors.Invalid(FieldPath.Of("metadata", "name"), metadata.StringOrEmpty("name"), $"will not able to create pod with invalid DNS label: {host}");
            }
        }
    }

    public static void Update(FieldErrors errors, MapValue job, KubeObject old, PodRuleOptions options)
    {
        var (spec, stored) = (job.Map("spec") ?? MapValue.Empty, old.Spec);
        WithSelector(errors, spec, options);
        Completions(errors, spec, stored);
        errors.Immutable(Spec.Child("selector"), spec["selector"], stored["selector"]);
        JobTemplateUpdateRules.Check(errors, spec, old);
        Immutable(errors, spec, stored, "completionMode", null);
        Immutable(errors, spec, stored, "podFailurePolicy", "io.k8s.api.batch.v1.PodFailurePolicy");
        Immutable(errors, spec, stored, "backoffLimitPerIndex", null);
        Immutable(errors, spec, stored, "managedBy", null);
        Immutable(errors, spec, stored, "successPolicy", "io.k8s.api.batch.v1.SuccessPolicy");
    }

    private static void Immutable(FieldErrors errors, MapValue spec, MapValue stored, string member, string? type)
    {
        if (SemanticEquality.Equal(spec[member], stored[member]))
        {
            return;
        }

        if (type is null)
        {
            errors.Invalid(Spec.Child(member), spec[member], FieldChecks.ImmutableText);
        }
        else
        {
            errors.InvalidText(Spec.Child(member), InternalText.Of(spec[member], type), FieldChecks.ImmutableText);
        }
    }

    private static void WithSelector(FieldErrors errors, MapValue spec, PodRuleOptions options)
    {
        JobSpecRules.Check(errors, Spec, spec, options);
        if (spec.Map("selector") is { } selector)
        {
            LabelSelectorRules.Check(errors, Spec.Child("selector"), selector, options.AllowInvalidSelectorValues);
        }
        else
        {
            errors.Required(Spec.Child("selector"));
        }

        var labels = spec.Map("template")?.Map("metadata")?["labels"];
        if (LabelSelector.TryFrom(spec["selector"], out var parsed, out _) && !parsed.Matches(labels as MapValue ?? MapValue.Empty))
        {
            errors.Invalid(Spec.Child("template").Child("metadata").Child("labels"), labels, "`selector` does not match template `labels`");
        }
    }

    // A client may have said something else about the labels that the server generates.
    private static void Generated(FieldErrors errors, MapValue metadata, MapValue spec)
    {
        var (name, uid) = (metadata.StringOrEmpty("name"), metadata.StringOrEmpty("uid"));
        (string Key, string Value)[] expected =
        [
            (JobLabels.LegacyControllerUid, uid), (JobLabels.LegacyJobName, name), (JobLabels.ControllerUid, uid), (JobLabels.JobName, name),
        ];
        var labels = spec.Map("template")?.Map("metadata")?.Map("labels") ?? MapValue.Empty;
        var path = Spec.Child("template").Child("metadata").Child("labels");
        foreach (var (key, value) in expected)
        {
            if (labels.String(key) is not { } actual)
            {
                errors.Required(path.Key(key), $"must be '{value}'");
            }
            else if (actual != value)
            {
                errors.Invalid(path.Key(key), labels, $"must be '{value}'");
            }
        }

        var generated = MapValue.Of([.. expected.Select(e => (e.Key, (Value)e.Value))]);
        if (LabelSelector.TryFrom(spec["selector"], out var selector, out _) && !selector.Matches(generated))
        {
            errors.Invalid(Spec.Child("selector"), spec["selector"], "`selector` not auto-generated");
        }
    }

    private static void Completions(FieldErrors errors, MapValue spec, MapValue stored)
    {
        var (completions, path) = (spec["completions"], Spec.Child("completions"));
        if (spec.String("completionMode") != "Indexed")
        {
            errors.Immutable(path, completions, stored["completions"]);
        }
        else if (completions is not null && completions != stored["completions"] && completions != spec["parallelism"])
        {
            errors.Invalid(path, completions, "can only be modified in tandem with spec.parallelism");
        }
    }
}
