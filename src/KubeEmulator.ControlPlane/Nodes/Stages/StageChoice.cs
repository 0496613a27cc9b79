using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Nodes.Stages;

/// <summary>Which Stage plays an object and when; kwok's <c>lifecycle.go</c>, with the cluster's chance in place of a global one.</summary>
internal static class StageChoice
{
    /// <summary>One of the Stages that match, by weight; null where none does.</summary>
    public static Stage? Choose(IReadOnlyList<Stage> stages, KubeObject target, ISeededRandom random)
    {
        var possible = Possible(stages, target);
        if (possible.Count < 2)
        {
            return possible.Count == 0 ? null : possible[0].Stage;
        }

        var total = possible.Sum(p => p.Weight);
        var chance = random.Next("stage", target.Metadata.Uid);
        if (total == 0)
        {
            return possible[(int)(chance % (ulong)possible.Count)].Stage;
        }

        var rest = (long)(chance % (ulong)total);
        return possible.First(p => (rest -= p.Weight) < 0).Stage;
    }

    /// <summary>
    /// The Stages that can be chosen. Those with a weight go before those without; where no weight is above 0 each is as likely as
    /// the others, and one whose weight the object says wrongly is left out while others have one.
    /// </summary>
    public static IReadOnlyList<(Stage Stage, long Weight)> Possible(IReadOnlyList<Stage> stages, KubeObject target)
    {
        var matching = new List<(Stage Stage, long? Weight)>();
        foreach (var stage in stages)
        {
            if (stage.Plan.Matches(target))
            {
                matching.Add((stage, stage.Plan.Weight.Weight(target.Root)));
            }
        }

        if (matching.Count == 1 || matching.All(m => m.Weight is null))
        {
            return [.. matching.Select(m => (m.Stage, 0L))];
        }

        var weighted = matching.Exists(m => m.Weight > 0);
        return [.. matching.Where(m => weighted ? m.Weight > 0 : m.Weight is not null).Select(m => (m.Stage, Math.Max(m.Weight!.Value, 0)))];
    }

    /// <summary>The shortest and the longest wait; the same where nothing is left to chance.</summary>
    public static (TimeSpan Least, TimeSpan Most) Range(Stage stage, KubeObject target, DateTimeOffset now)
    {
        if (stage.Plan.Delay?.Time(target.Root, now) is not { } least)
        {
            return default;
        }

        return stage.Plan.Jitter?.Time(target.Root, now) is not { } most ? (least, least)
            : most <= least ? (most, most)
            : (least, most);
    }

    /// <summary>The wait.</summary>
    public static TimeSpan Wait(Stage stage, KubeObject target, DateTimeOffset now, ISeededRandom random)
    {
        var (least, most) = Range(stage, target, now);
        return most > least ? least + TimeSpan.FromTicks((long)(random.Next("stage delay", target.Metadata.Uid) % (ulong)(most - least).Ticks)) : least;
    }
}
