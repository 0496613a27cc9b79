namespace KubeEmulator.Storage;

/// <summary>How much a store remembers, and what it indexes.</summary>
public sealed record StoreOptions
{
    /// <summary>The default settings.</summary>
    public static StoreOptions Default { get; } = new();

    /// <summary>The revision of the empty store; etcd's is 1.</summary>
    public long FirstRevision { get; init; } = 1;

    /// <summary>How many past snapshots are kept for reads at a revision (and so for paged lists), at most.</summary>
    public int Snapshots { get; init; } = 4096;

    /// <summary>How many changes of each resource are kept for watches, at most.</summary>
    public int ChangesPerResource { get; init; } = 8192;

    /// <summary>How many bytes the past may take, by estimate: what only old snapshots and changes hold.</summary>
    public long HistoryBytes { get; init; } = 64L << 20;

    /// <summary>Indexes beside the built-in ones.</summary>
    public IReadOnlyList<StoreIndex> Indexes { get; init; } = [];
}
