using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>How gracefully an object goes. Upstream: <c>registry/rest/delete.go</c>.</summary>
/// <param name="Seconds">The grace period; null for kinds (or states) that end at once.</param>
/// <param name="Deadline">When the period ends.</param>
/// <param name="Pending">A deletion is under way already and this one changes nothing.</param>
internal readonly record struct Grace(long? Seconds, DateTimeOffset Deadline, bool Pending)
{
    public static Grace Of(KindBehavior behavior, KubeObject stored, DeleteOptions options, DateTimeOffset now)
    {
        var requested = options.GracePeriodSeconds is { } wanted ? Math.Max(wanted, -1) : (long?)null;
        requested = requested == -1 ? 1 : requested;
        var allowed = behavior.GracePeriod(stored, requested);
        if (!stored.Metadata.IsDeleting)
        {
            return allowed is { } seconds ? new Grace(seconds, now.AddSeconds(seconds), false) : new Grace(null, now, false);
        }

        var running = stored.Metadata.Root.Integer("deletionGracePeriodSeconds") ?? 0;
        running = running < 0 ? 1 : running;
        if (allowed is null || running == 0)
        {
            return new Grace(null, now, false);
        }

        // Only a shorter period may replace the one that runs.
        if (requested is not { } shorter || shorter >= running)
        {
            return new Grace(running, now, true);
        }

        var deadline = (KubeTime.Parse(stored.Metadata.DeletionTimestamp) ?? now).AddSeconds(shorter - running);
        return deadline < now
            ? new Grace(shorter == 0 ? 0 : 1, now, false)
            : new Grace(shorter, deadline, false);
    }
}
