using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Core.Tests.Storage.Contract;

/// <summary>What every store promises, reduced to questions and answers, so that the store and the model can be asked the same.</summary>
internal interface IContractStore
{
    /// <summary>The current view.</summary>
    IContractView Now { get; }

    CommitOutcome Commit(params StoreWrite[] writes);

    /// <summary>The view at a revision, <c>null</c> where there is none.</summary>
    IContractView? At(long revision);

    /// <summary>The changes after a revision of one resource or all; <c>null</c> where compacted or in the future.</summary>
    IReadOnlyList<Change>? ChangesAfter(GroupResource? resource, long revision);

    void Compact(long revision);

    IContractStore Fork();

    void Restore(IContractView view);
}
