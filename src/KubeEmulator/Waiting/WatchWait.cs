using KubeEmulator.Api;

namespace KubeEmulator.Waiting;

/// <summary>Somebody waits for a client that watches a resource, in real time: a client that starts does not know the cluster's clock.</summary>
internal sealed class WatchWait(ClusterActivity activity, ResourceType type, string? user)
{
    /// <exception cref="TimeoutException">Nobody came.</exception>
    public async Task RunAsync(TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            while (true)
            {
                var (watches, next) = activity.OutsideWatches();
                if (watches.Any(IsMeant))
                {
                    return;
                }

                await next.WaitAsync(limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(Describe(patience));
        }
    }

    // Another version of the resource is the same resource.
    private bool IsMeant(OutsideWatch watch) =>
        watch.Type.Plural == type.Plural && watch.Type.Group == type.Group && (user is null || watch.User == user);

    private string Describe(TimeSpan patience)
    {
        var there = activity.OutsideWatches().Watches.Select(w => $"{w.Type.Plural} by {w.User}").Distinct().Order(StringComparer.Ordinal).ToList();
        return $"{(user is null ? "Nobody" : $"{user} does not")} watch{(user is null ? "es" : "")} {type.Plural}{(type.Group.Length == 0 ? "" : "." + type.Group)} after {patience.TotalSeconds:0.#} s of real time. "
            + (there.Count == 0 ? "There is no watch: does the client run, and may it list and watch?" : $"Watched are {string.Join(", ", there)}.");
    }
}
