using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>What became of a commit. Where it is not <see cref="Committed"/>, nothing changed.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <summary>Everything was written.</summary>
    /// <param name="Revision">The revision of all writes.</param>
    /// <param name="Objects">Per write the object as stored; for a deletion, the last state at the deletion's revision.</param>
    public sealed record Committed(long Revision, IReadOnlyList<KubeObject> Objects) : CommitOutcome
    {
        /// <summary>The object of the first write.</summary>
        public KubeObject Object => Objects[0];
    }

    /// <summary>A key to be created is taken.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Current">What is stored.</param>
    public sealed record Exists(ObjectKey Key, KubeObject Current) : CommitOutcome;

    /// <summary>A key to be replaced or removed holds nothing.</summary>
    /// <param name="Key">The key.</param>
    public sealed record Missing(ObjectKey Key) : CommitOutcome;

    /// <summary>A key holds another revision than expected.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Current">What is stored.</param>
    public sealed record Conflict(ObjectKey Key, KubeObject Current) : CommitOutcome;
}
