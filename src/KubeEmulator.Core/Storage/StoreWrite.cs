using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>One write of a commit.</summary>
/// <param name="Key">The object's key.</param>
public abstract record StoreWrite(ObjectKey Key)
{
    /// <summary>An expected revision that matches whatever is stored.</summary>
    public const long AnyRevision = -1;

    /// <summary>Stores a new object; the commit fails as <see cref="CommitOutcome.Exists"/> where the key is taken.</summary>
    /// <param name="Key">The object's key.</param>
    /// <param name="Object">The object; its <c>resourceVersion</c> is set by the store.</param>
    public sealed record Create(ObjectKey Key, KubeObject Object) : StoreWrite(Key);

    /// <summary>Replaces an object; the commit fails as <see cref="CommitOutcome.Missing"/> or <see cref="CommitOutcome.Conflict"/>.</summary>
    /// <param name="Key">The object's key.</param>
    /// <param name="Object">The new state; its <c>resourceVersion</c> is set by the store.</param>
    /// <param name="ExpectedRevision">The revision of the state that is replaced, or <see cref="AnyRevision"/>.</param>
    public sealed record Replace(ObjectKey Key, KubeObject Object, long ExpectedRevision) : StoreWrite(Key);

    /// <summary>Removes an object; the commit fails as <see cref="CommitOutcome.Missing"/> or <see cref="CommitOutcome.Conflict"/>.</summary>
    /// <param name="Key">The object's key.</param>
    /// <param name="ExpectedRevision">The revision of the state that is removed, or <see cref="AnyRevision"/>.</param>
    /// <param name="LastState">The state that watchers are told; the stored one where <c>null</c>.</param>
    public sealed record Delete(ObjectKey Key, long ExpectedRevision, KubeObject? LastState = null) : StoreWrite(Key);
}
