using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Core.Tests.Storage.Contract;

/// <summary>A store's contents at one revision.</summary>
internal interface IContractView
{
    long Revision { get; }

    KubeObject? Get(ObjectKey key);

    IReadOnlyList<KubeObject> List(GroupResource resource, string? @namespace = null, string? after = null);

    IReadOnlyList<KubeObject> ByIndex(StoreIndex index, string value);

    long ResourceRevision(GroupResource resource);
}
