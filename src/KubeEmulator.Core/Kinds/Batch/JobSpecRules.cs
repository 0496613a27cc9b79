using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A job's spec, in Jobs and CronJobs (batch <c>validateJobSpec</c>).</summary>
internal static class JobSpecRules
{
    private const int MostParallel = 100_000;
    private const int MostFailedIndexes = 100_000;
    private const int ManyCompletions = 100_000;
    private const int LimitOfMany = 10_000;

    private static readonly string[] Counts = ["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "backoffLimitPerIndex"];

    public static void Check(FieldErrors errors, FieldPath path, MapValue spec, PodRuleOptions options)
    {
        foreach (var member in Counts)
        {
            errors.NonNegative(path, spec, member);
        }

        if (spec.Integer("maxFailedIndexes") is not null)
        {
            errors.NonNegative(path, spec, "maxFailedIndexes");
            if (spec.Integer("backoffLimitPerIndex") is null)
            {
                errors.Required(path.Child("backoffLimitPerIndex"), "when maxFailedIndexes is specified");
            }
        }

        ManagedBy(errors, path.Child("managedBy"), spec.String("managedBy"));
        CompletionMode(errors, path, spec);
        if (spec.Map("podFailurePolicy") is not null)
        {
            PodFailurePolicyRules.Check(errors, path.Child("podFailurePolicy").Child("rules"), spec);
        }

        SuccessPolicy(errors, path.Child("successPolicy"), spec);
        if (spec.String("podReplacementPolicy") is { } replacement)
        {
            errors.OneOf(path.Child("podReplacementPolicy"), replacement, spec.Map("podFailurePolicy") is null ? ["Failed", "TerminatingOrFailed"] : ["Failed"]);
        }

        PodTemplateRules.Check(errors, path.Child("template"), spec.Map("template") ?? MapValue.Empty, options);
        RestartPolicy(errors, path.Child("template").Child("spec").Child("restartPolicy"), spec);
    }

    private static void ManagedBy(FieldErrors errors, FieldPath path, string? managedBy)
    {
        if (managedBy is null)
        {
            return;
        }

        TextRules.CheckDomainPrefixedPath(errors, path, managedBy);
        if (managedBy.Length > 63)
        {
            errors.TooLong(path, 63);
        }
    }

    private static void CompletionMode(FieldErrors errors, FieldPath path, MapValue spec)
    {
        var mode = spec.String("completionMode");
        if (mode is not null)
        {
            errors.OneOf(path.Child("completionMode"), mode, "NonIndexed", "Indexed");
        }

        if (mode == "Indexed")
        {
            Indexed(errors, path, spec);
        }
        else if (mode is null or "NonIndexed")
        {
            foreach (var member in (ReadOnlySpan<string>)["backoffLimitPerIndex", "maxFailedIndexes"])
            {
                if (spec.Integer(member) is { } value)
                {
                    errors.Invalid(path.Child(member), value, "requires indexed completion mode");
                }
            }
        }
    }

    private static void Indexed(FieldErrors errors, FieldPath path, MapValue spec)
    {
        var (completions, parallelism, failed) = (spec.Integer("completions"), spec.Integer("parallelism"), spec.Integer("maxFailedIndexes"));
        if (completions is null)
        {
            errors.Required(path.Child("completions"), "when completion mode is Indexed");
        }

        if (parallelism > MostParallel)
        {
            errors.Invalid(path.Child("parallelism"), parallelism.Value, $"must be less than or equal to {MostParallel} when completion mode is Indexed");
        }

        if (failed > completions)
        {
            errors.Invalid(path.Child("maxFailedIndexes"), failed.Value, "must be less than or equal to completions");
        }

        if (failed > MostFailedIndexes)
        {
            errors.Invalid(path.Child("maxFailedIndexes"), failed.Value, $"must be less than or equal to {MostFailedIndexes}");
        }

        if (completions > ManyCompletions && spec.Integer("backoffLimitPerIndex") is not null)
        {
            Many(errors, path, parallelism, failed);
        }
    }

    private static void Many(FieldErrors errors, FieldPath path, long? parallelism, long? failed)
    {
        var text = $"must be less than or equal to {LimitOfMany} when completions are above {ManyCompletions} and used with backoff limit per index";
        if (failed is null)
        {
            errors.Required(path.Child("maxFailedIndexes"), $"must be specified when completions is above {ManyCompletions}");
        }

        if (parallelism > LimitOfMany)
        {
            errors.Invalid(path.Child("parallelism"), parallelism.Value, text);
        }

        if (failed > LimitOfMany)
        {
            errors.Invalid(path.Child("maxFailedIndexes"), failed.Value, text);
        }
    }

    private static void SuccessPolicy(FieldErrors errors, FieldPath path, MapValue spec)
    {
        if (spec.Map("successPolicy") is not { } policy)
        {
            return;
        }

        if (spec.String("completionMode") != "Indexed")
        {
            errors.InvalidText(path, InternalText.Of(policy, "io.k8s.api.batch.v1.SuccessPolicy"), "requires indexed completion mode");
        }
        else
        {
            SuccessPolicyRules.Check(errors, path.Child("rules"), policy, spec.Integer("completions") ?? 0);
        }
    }

    private static void RestartPolicy(FieldErrors errors, FieldPath path, MapValue spec)
    {
        var policy = spec.Map("template")?.Map("spec")?.StringOrEmpty("restartPolicy") ?? "";
        if (policy is "" or "Always")
        {
            errors.Required(path, "valid values: \"OnFailure\", \"Never\"");
        }
        else if (policy is not ("OnFailure" or "Never"))
        {
            errors.NotSupported(path, policy, "OnFailure", "Never");
        }
        else if (policy != "Never" && spec.Map("podFailurePolicy") is not null)
        {
            errors.Invalid(path, policy, "only \"Never\" is supported when podFailurePolicy is specified");
        }
    }
}
