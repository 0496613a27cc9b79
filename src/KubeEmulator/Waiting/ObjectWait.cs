using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Waiting;

/// <summary>
/// Somebody waits for one object. A manual clock is moved from timer to timer meanwhile; any other clock is waited for, with the
/// change log as the alarm.
/// </summary>
internal sealed class ObjectWait(ClusterServices services, ControlPlaneRuntime runtime, ResourceType type, string @namespace, string name, string wanted, Func<KubeObject?, bool> until)
{
    private const int EventsShown = 8;

    // Timers take no more than some weeks; who waits longer looks again.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LatePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LateLook = TimeSpan.FromMilliseconds(20);

    /// <summary>What is waited for, for messages.</summary>
    public string Subject => $"{type.Kind} {(@namespace.Length == 0 ? "" : @namespace + "/")}{name} to be {wanted}";

    public async Task<KubeObject?> RunAsync(TimeSpan? timeout, CancellationToken cancellation)
    {
        var limit = timeout ?? DefaultTimeout;
        var due = services.Clock.GetUtcNow() + limit;
        var reached = services.Clock is ClusterClock { IsManual: true } manual
            ? await AdvanceAsync(manual, due, cancellation).ConfigureAwait(false)
            : await FollowAsync(due, cancellation).ConfigureAwait(false);
        return reached ? Current() : throw new TimeoutException(Describe(limit));
    }

    private async Task<bool> AdvanceAsync(ClusterClock clock, DateTimeOffset due, CancellationToken cancellation)
    {
        while (true)
        {
            await runtime.QuietAsync(cancellation).ConfigureAwait(false);
            if (until(Current()))
            {
                return true;
            }

            if (!await clock.StepAsync(due, cancellation).ConfigureAwait(false))
            {
                return until(Current()) || await LateAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    // A client outside that watches may only be slow: code that runs for the first time, on a machine that has much to do, while
    // minutes of the cluster's time pass in moments. Real time decides before the wait fails.
    private async Task<bool> LateAsync(CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (services.Activity.IsWatchedFromOutside && TimeProvider.System.GetElapsedTime(began) < LatePatience)
        {
            await Task.Delay(LateLook, cancellation).ConfigureAwait(false);
            await runtime.QuietAsync(cancellation).ConfigureAwait(false);
            if (until(Current()))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> FollowAsync(DateTimeOffset due, CancellationToken cancellation)
    {
        var key = type.Key(@namespace, name);
        while (true)
        {
            var snapshot = services.Store.Current;
            if (until(Current()))
            {
                return true;
            }

            var left = due - services.Clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            // A store that was restored meanwhile has no past to follow: look again.
            if (services.Store.Follow(key.Resource, snapshot.Revision) is FollowOutcome.Following following)
            {
                using var cursor = following.Cursor;
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                var changed = cursor.WaitAsync(stop.Token).AsTask();
                var late = Task.Delay(left < LongestDelay ? left : LongestDelay, services.Clock, stop.Token);
                await Task.WhenAny(changed, late).ConfigureAwait(false);
                await stop.CancelAsync().ConfigureAwait(false);
                await changed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private KubeObject? Current()
    {
        try
        {
            return services.Api.Get(type, @namespace, name);
        }
        catch (ApiException missing) when (missing.Code == 404)
        {
            return null;
        }
    }

    private string Describe(TimeSpan limit)
    {
        var text = new StringBuilder();
        var subject = $"{type.Kind} {(@namespace.Length == 0 ? "" : @namespace + "/")}{name}";
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{subject} was not {wanted} within {limit} of the cluster's time (now {services.Clock.GetUtcNow():u}).");
        var current = Current();
        if (current is null)
        {
            text.Append(" There is no such object.");
        }
        else
        {
            if (current.Metadata.IsDeleting)
            {
                text.Append(" It is being deleted");
                text.Append(current.Metadata.Root.Strings("finalizers") is var held && held.Any() ? $" and held by its finalizers {string.Join(", ", held)}." : ".");
            }

            text.AppendLine().AppendLine("Its status:").Append(YamlText.Write(current.Status));
        }

        foreach (var e in ObjectEvents.About(services, type.Kind, @namespace, name).TakeLast(EventsShown))
        {
            text.AppendLine().Append("Event: ").Append(ObjectEvents.Line(e));
        }

        return text.ToString();
    }
}
