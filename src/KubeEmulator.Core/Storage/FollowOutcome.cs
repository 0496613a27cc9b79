namespace KubeEmulator.Storage;

/// <summary>What became of a wish to follow changes.</summary>
public abstract record FollowOutcome
{
    private FollowOutcome()
    {
    }

    /// <summary>The changes are there.</summary>
    /// <param name="Cursor">Delivers every change after the revision. Dispose it.</param>
    public sealed record Following(ChangeCursor Cursor) : FollowOutcome;

    /// <summary>Some change after the revision is no longer kept: the client has to list again (410).</summary>
    /// <param name="CompactedRevision">Following is possible from a later revision than this one.</param>
    public sealed record Compacted(long CompactedRevision) : FollowOutcome;

    /// <summary>The revision is yet to come.</summary>
    /// <param name="CurrentRevision">The store's revision.</param>
    public sealed record Future(long CurrentRevision) : FollowOutcome;
}
