namespace KubeEmulator.Storage;

/// <summary>How an old snapshot is made again: an older one that is kept, and the changes since. Needs no lock, as all of it is immutable.</summary>
/// <param name="Start">The kept snapshot at or before the revision.</param>
/// <param name="Changes">Every change after it up to the revision.</param>
/// <param name="Revision">The revision.</param>
internal sealed record PastSnapshot(Snapshot Start, ChangeEntry[] Changes, long Revision)
{
    /// <summary>The snapshot that was current at the revision.</summary>
    public Snapshot Make()
    {
        if (Revision == Start.Revision)
        {
            return Start;
        }

        var draft = new SnapshotDraft(Start);
        foreach (var entry in Changes)
        {
            draft.Apply(draft.State(entry.Change.Key.Resource), entry.Change);
        }

        return draft.Build(Revision);
    }
}
