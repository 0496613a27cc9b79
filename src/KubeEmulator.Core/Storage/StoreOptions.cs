namespace KubeEmulator.Storage;

/// <summary>How much a store remembers, and what it indexes.</summary>
public sealed record StoreOptions
{
    /// <summary>The default settings.</summary>
    public static StoreOptions Default { get; } = new();

    /// <summary>The revision of the empty store; etcd's is 1.</summary>
    public long FirstRevision { get; init; } = 1;

    /// <summary>How many past revisions can be read (and so how long a paged list can go on), at most.</summary>
    public int Snapshots { get; init; } = 4096;

    /// <summary>How many changes of each resource are kept for watches, at most.</summary>
    public int ChangesPerResource { get; init; } = 8192;

    /// <summary>How many bytes the past may take, by estimate: what only old snapshots and changes hold.</summary>
    public long HistoryBytes { get; init; } = 64L << 20;

    /// <summary>
    /// Of how many of them one snapshot is kept, from which the others are made again. Measured after creations among 100,000 pods (step: kept per
    /// commit with its change, mean time to make a snapshot again): 1: 5.5 KB, 0. 64: 2.9 KB, 0.3 ms. 128: 2.8 KB, 0.8 ms. 256: 2.7 KB, 1.4 ms.
    /// Of 5,000 objects each kept one holds most of a tree, so fewer are better.
    /// </summary>
    internal int SnapshotStep { get; init; } = 128;

    /// <summary>Indexes beside the built-in ones.</summary>
    public IReadOnlyList<StoreIndex> Indexes { get; init; } = [];
}
