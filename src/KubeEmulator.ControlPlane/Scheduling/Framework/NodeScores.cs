namespace KubeEmulator.Scheduling;

/// <summary>The range of scores, and the usual way into it (kube-scheduler's <c>plugins/helper/normalize_score.go</c>).</summary>
public static class NodeScores
{
    /// <summary>The best score; the worst is 0.</summary>
    public const int Max = 100;

    /// <summary>Stretches scores so that the highest becomes <see cref="Max"/>; reversed, the highest becomes 0.</summary>
    public static void Normalize(Span<long> scores, bool reverse)
    {
        long highest = 0;
        foreach (var score in scores)
        {
            highest = Math.Max(highest, score);
        }

        for (var i = 0; i < scores.Length; i++)
        {
            var score = highest == 0 ? 0 : Max * scores[i] / highest;
            scores[i] = reverse ? Max - score : score;
        }
    }
}
