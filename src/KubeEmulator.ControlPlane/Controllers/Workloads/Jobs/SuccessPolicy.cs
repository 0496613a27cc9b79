using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Whether the indexes that succeeded are enough for an indexed Job; <c>pkg/controller/job/success_policy.go</c>.</summary>
internal static class SuccessPolicy
{
    /// <summary>Which rule is met, in Kubernetes' words; null where none is.</summary>
    public static string? Match(MapValue? policy, int completions, IndexRanges succeeded)
    {
        if (policy is null || succeeded.Count == 0)
        {
            return null;
        }

        var index = 0;
        foreach (var rule in policy.Maps("rules"))
        {
            if (IsMet(rule, completions, succeeded))
            {
                return $"Matched rules at index {index}";
            }

            index++;
        }

        return null;
    }

    private static bool IsMet(MapValue rule, int completions, IndexRanges succeeded)
    {
        var count = rule.Integer("succeededCount");
        if (rule.String("succeededIndexes") is not { } text)
        {
            return succeeded.Count >= count;
        }

        var wanted = IndexRanges.Parse(text, completions);
        var met = wanted.Overlap(succeeded);
        return wanted.Count > 0 && (met == wanted.Count || met >= count);
    }
}
