namespace KubeEmulator.Scheduling;

/// <summary>The orders of the queue; kube-scheduler's <c>plugins/queuesort/priority_sort.go</c> and <c>backend/queue/backoff_queue.go</c>.</summary>
internal sealed class QueueOrder(Comparison<QueuedPod> compare) : IComparer<QueuedPod>
{
    /// <summary>Higher priority first, then who waits longer.</summary>
    public static readonly QueueOrder ByPriority = new((x, y) => First(y.Pod.Priority.CompareTo(x.Pod.Priority), x.Since.CompareTo(y.Since), x.Sequence.CompareTo(y.Sequence)));

    /// <summary>Whose back-off ends first, then as in the active queue.</summary>
    public static readonly QueueOrder ByBackoff = new((x, y) => First(Nullable.Compare(x.BackoffEnds, y.BackoffEnds), ByPriority.Compare(x, y)));

    /// <summary>Who waits longer.</summary>
    public static readonly QueueOrder ByTime = new((x, y) => First(x.Since.CompareTo(y.Since), x.Sequence.CompareTo(y.Sequence)));

    public int Compare(QueuedPod? x, QueuedPod? y) => ReferenceEquals(x, y) ? 0 : compare(x!, y!);

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
}
