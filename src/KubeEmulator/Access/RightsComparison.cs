namespace KubeEmulator;

/// <summary>What a user did against what a manifest grants him.</summary>
/// <param name="User">The user's name.</param>
/// <param name="NotGranted">Rights used that the manifest does not grant.</param>
/// <param name="NeverUsed">Rights granted that were never used, in words: one verb on one resource of one role each.</param>
public sealed record RightsComparison(string User, IReadOnlyList<UsedRight> NotGranted, IReadOnlyList<string> NeverUsed)
{
    /// <summary>Whether every right used is granted and every right granted was used.</summary>
    public bool IsExact => NotGranted.Count == 0 && NeverUsed.Count == 0;

    /// <summary>The differences, one a line.</summary>
    public override string ToString()
    {
        if (IsExact)
        {
            return $"{User} used exactly what he is granted";
        }

        var lines = new List<string>();
        if (NotGranted.Count > 0)
        {
            lines.Add($"{User} used what the manifest does not grant:");
            lines.AddRange(NotGranted.Select(right => $"  {right}"));
        }

        if (NeverUsed.Count > 0)
        {
            lines.Add($"{User} never used what the manifest grants:");
            lines.AddRange(NeverUsed.Select(right => $"  {right}"));
        }

        return string.Join('\n', lines);
    }

    internal static RightsComparison Of(string user, IReadOnlyList<UsedRight> used, IReadOnlyList<GrantedRule> granted)
    {
        var missing = used.Where(right => !granted.Any(rule => rule.Allows(right))).ToArray();
        var idle = granted.SelectMany(rule => rule.Parts()).Where(part => !used.Any(part.Rule.Allows)).Select(part => part.Words).Distinct().Order(StringComparer.Ordinal);
        return new RightsComparison(user, missing, [.. idle]);
    }
}
