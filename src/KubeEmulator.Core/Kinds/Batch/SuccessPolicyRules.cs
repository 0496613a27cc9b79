using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>When an indexed job has done enough.</summary>
internal static class SuccessPolicyRules
{
    private const int MostRules = 20;
    private const int LongestIndexes = 64 * 1024;

    public static void Check(FieldErrors errors, FieldPath path, MapValue policy, long completions)
    {
        var rules = policy.Maps("rules").ToArray();
        if (rules.Length == 0)
        {
            errors.Required(path, "at least one rules must be specified when the successPolicy is specified");
        }

        if (rules.Length > MostRules)
        {
            errors.TooMany(path, rules.Length, MostRules);
        }

        for (var i = 0; i < rules.Length; i++)
        {
            Rule(errors, path.Index(i), rules[i], completions);
        }
    }

    private static void Rule(FieldErrors errors, FieldPath path, MapValue rule, long completions)
    {
        var (indexes, count) = (rule.String("succeededIndexes"), rule.Integer("succeededCount"));
        if (indexes is null && count is null)
        {
            errors.Required(path, "at least one of succeededCount or succeededIndexes must be specified");
        }

        var total = 0L;
        if (indexes is not null)
        {
            if (indexes.Length > LongestIndexes)
            {
                errors.TooLong(path.Child("succeededIndexes"), LongestIndexes);
            }

            if (!JobIndexes.TryCount(indexes, completions, out total, out var error))
            {
                total = 0;
                errors.Invalid(path.Child("succeededIndexes"), indexes, $"error parsing succeededIndexes: {error}");
            }
        }

        if (count is not { } wanted)
        {
            return;
        }

        var at = path.Child("succeededCount");
        errors.NonNegative(at, wanted);
        if (wanted > completions)
        {
            errors.Invalid(at, wanted, $"must be less than or equal to {completions} (the number of specified completions)");
        }

        if (indexes is not null && wanted > total)
        {
            errors.Invalid(at, wanted, $"must be less than or equal to {total} (the number of indexes in the specified succeededIndexes field)");
        }
    }
}
