using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>
/// Which of a controller's pods go first when there are too many; <c>pkg/controller/controller_utils.go</c> ActivePodsWithRanks.
/// A pod's rank is the number of active pods of its kind on its node.
/// </summary>
internal sealed class DeletionOrder(IReadOnlyDictionary<string, int> rankByUid, DateTimeOffset now) : IComparer<PodView>
{
    /// <summary>The pods in the order in which they are to be deleted.</summary>
    /// <param name="pods">The candidates.</param>
    /// <param name="related">All active pods of the same owner, such as those of a Deployment's other ReplicaSets; they decide the ranks.</param>
    /// <param name="now">The time, for ages on a logarithmic scale.</param>
    public static IEnumerable<PodView> Sort(IReadOnlyCollection<PodView> pods, IEnumerable<PodView> related, DateTimeOffset now)
    {
        var perNode = related.Where(PodState.IsActive).GroupBy(p => p.NodeName, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var ranks = pods.ToDictionary(p => p.Object.Metadata.Uid, p => perNode.GetValueOrDefault(p.NodeName), StringComparer.Ordinal);
        return pods.Order(new DeletionOrder(ranks, now));
    }

    /// <inheritdoc/>
    public int Compare(PodView x, PodView y)
    {
        if (x.NodeName != y.NodeName && (x.NodeName.Length == 0 || y.NodeName.Length == 0))
        {
            return x.NodeName.Length == 0 ? -1 : 1;
        }

        var (readyX, readyY) = (PodState.IsReady(x), PodState.IsReady(y));
        var decided = First(
            PhaseOrdinal(x).CompareTo(PhaseOrdinal(y)),
            readyX.CompareTo(readyY),
            DeletionCost(x).CompareTo(DeletionCost(y)),
            Rank(y).CompareTo(Rank(x)),
            readyX && readyY ? CompareAges(x, y, PodState.ReadySince(x), PodState.ReadySince(y)) : 0,
            Restarts(y, sidecars: false).CompareTo(Restarts(x, sidecars: false)),
            Restarts(y, sidecars: true).CompareTo(Restarts(x, sidecars: true)),
            CompareAges(x, y, KubeTime.Parse(x.Object.Metadata.CreationTimestamp), KubeTime.Parse(y.Object.Metadata.CreationTimestamp)));
        return decided;
    }

    /// <summary>The cost in a pod's annotation; 0 where there is none or it is malformed.</summary>
    public static int DeletionCost(PodView pod)
    {
        var text = pod.Object.Metadata.Annotations.StringOrEmpty(WellKnownLabels.PodDeletionCost);
        var wellFormed = text == "0" || (text.Length > 0 && text[0] is '-' or (>= '1' and <= '9'));
        return wellFormed && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost) ? cost : 0;
    }

    private static int First(params ReadOnlySpan<int> comparisons)
    {
        foreach (var comparison in comparisons)
        {
            if (comparison != 0)
            {
                return comparison;
            }
        }

        return 0;
    }

    private static int PhaseOrdinal(PodView pod) => pod.Phase switch { "Unknown" => 1, "Running" => 2, _ => 0 };

    private static long Restarts(PodView pod, bool sidecars)
    {
        if (!sidecars)
        {
            return pod.ContainerStatuses.Select(s => s.Integer("restartCount") ?? 0).DefaultIfEmpty().Max();
        }

        var names = pod.InitContainers.Where(c => c.IsRestartable).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return pod.InitContainerStatuses.Where(s => names.Contains(s.StringOrEmpty("name"))).Select(s => s.Integer("restartCount") ?? 0).DefaultIfEmpty().Max();
    }

    private int Rank(PodView pod) => rankByUid.GetValueOrDefault(pod.Object.Metadata.Uid);

    // Younger first; ages of the same power of two are alike and the uid decides, so that old pods are not always spared.
    private int CompareAges(PodView x, PodView y, DateTimeOffset? timeX, DateTimeOffset? timeY)
    {
        if (timeX == timeY)
        {
            return 0;
        }

        if (timeX is not { } known || timeY is not { } other)
        {
            return timeX is null ? -1 : 1;
        }

        var byAge = Logarithm(known).CompareTo(Logarithm(other));
        return byAge != 0 ? byAge : string.CompareOrdinal(x.Object.Metadata.Uid, y.Object.Metadata.Uid);
    }

    private long Logarithm(DateTimeOffset time)
    {
        var nanoseconds = (now - time).Ticks * 100.0;
        return nanoseconds > 0 ? (long)Math.Log2(nanoseconds) : -1;
    }
}
