namespace KubeEmulator.Nodes.Containers.Files;

/// <summary>The bytes that the files of a volume may take together.</summary>
internal sealed class SpaceBudget(long limit)
{
    private long used;

    public long Limit { get; } = limit;

    public long Used => Interlocked.Read(ref used);

    /// <exception cref="FileFailureException">The volume is full.</exception>
    public void Charge(long bytes, string path)
    {
        if (Interlocked.Add(ref used, bytes) > Limit && bytes > 0)
        {
            Interlocked.Add(ref used, -bytes);
            throw new FileFailureException(FileFailure.NoSpace, path);
        }
    }
}
