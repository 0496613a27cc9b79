using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Storage;

/// <summary>A commit in the making: writes are applied one after the other to a copy that is shown whole or thrown away.</summary>
internal sealed class CommitDraft(Snapshot current, SharedNames namespaces, int writes)
{
    private readonly StringValue _stamp = StringValue.Of((current.Revision + 1).ToString(CultureInfo.InvariantCulture));
    private SnapshotDraft _next = new(current);
    private int _count;

    public long Revision { get; } = current.Revision + 1;

    public ChangeEntry[] Entries { get; } = new ChangeEntry[writes];

    public KubeObject[] Objects { get; } = new KubeObject[writes];

    /// <summary>Applies one write; what is wrong with it, or <c>null</c>.</summary>
    public CommitOutcome? Apply(StoreWrite write)
    {
        var key = write.Key;
        var state = _next.State(key.Resource);
        var path = new ObjectPath(namespaces.Share(key.Namespace), key.Name);
        var stored = state.Objects.TryGet(path, out var existing) ? existing : null;
        if (Check(write, stored) is { } refusal)
        {
            return refusal;
        }

        var next = write switch
        {
            StoreWrite.Create create => create.Object,
            StoreWrite.Replace replace => replace.Object,
            _ => null,
        };
        var last = next ?? ((StoreWrite.Delete)write).LastState ?? stored!;
        var stamped = last.WithMetadata("resourceVersion", _stamp);

        // The name as the document has it: that of the key came with a request.
        path = path with { Name = stamped.Name == key.Name ? stamped.Name : key.Name };
        key = new ObjectKey(key.Resource, path.Namespace, path.Name);
        var type = next is null ? ChangeType.Deleted : stored is null ? ChangeType.Added : ChangeType.Modified;
        var change = new Change(Revision, type, key, stamped, stored);
        _next.Apply(state, change);
        Objects[_count] = stamped;
        Entries[_count++] = new ChangeEntry(change, HistoryWeight.Of(stored, stamped));
        return null;
    }

    public Snapshot Build() => _next.Build(Revision);

    private static CommitOutcome? Check(StoreWrite write, KubeObject? stored)
    {
        if (write is StoreWrite.Create)
        {
            return stored is null ? null : new CommitOutcome.Exists(write.Key, stored);
        }

        var expected = write is StoreWrite.Replace replace ? replace.ExpectedRevision : ((StoreWrite.Delete)write).ExpectedRevision;
        return stored is null ? new CommitOutcome.Missing(write.Key)
            : expected != StoreWrite.AnyRevision && stored.Metadata.Revision != expected ? new CommitOutcome.Conflict(write.Key, stored)
            : null;
    }
}
