using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Api;

/// <summary>WATCH: a session that begins where the options say.</summary>
internal static class WatchVerb
{
    public static WatchSession Run(ClusterServices services, ResourceType type, string @namespace, ListOptions options)
    {
        var match = ObjectMatch.Of(type, @namespace, options, watch: true);
        var asked = ResourceVersions.ParseUnclassified(options.ResourceVersion);
        var initial = options.SendInitialEvents ?? asked == 0;
        var snapshot = services.Store.Current;
        if (options.SendInitialEvents == true)
        {
            ResourceVersions.RequireNotInFuture(asked, snapshot.Revision);
        }

        var from = initial || (asked == 0 && options.SendInitialEvents == false) ? snapshot.Revision : asked;
        return services.Store.Follow(type.StorageResource, from) switch
        {
            FollowOutcome.Following following => new WatchSession(services, type, match, following.Cursor, from)
            {
                Initial = initial ? match.In(snapshot).GetEnumerator() : null,
                EndInitialWithBookmark = options is { SendInitialEvents: true, AllowWatchBookmarks: true },
            },
            FollowOutcome.Future => new WatchSession(services, type, match, FollowNow(services, type, snapshot), from),
            FollowOutcome.Compacted compacted => WatchSession.Expired(services, type, $"too old resource version: {asked} ({compacted.CompactedRevision})"),
            _ => throw new InvalidOperationException("unknown follow outcome"),
        };
    }

    private static ChangeCursor FollowNow(ClusterServices services, ResourceType type, Snapshot snapshot) =>
        services.Store.Follow(type.StorageResource, snapshot.Revision) is FollowOutcome.Following following
            ? following.Cursor
            : throw StatusDocument.Expired("the cluster was restored while the watch began").ToException();
}
