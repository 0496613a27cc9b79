namespace KubeEmulator.Schemas;

/// <summary>What a decoding walk needs on its way down, used again by the next walk of the same thread.</summary>
internal sealed class DecodeScratch
{
    [ThreadStatic]
    private static DecodeScratch? _spare;

    public DecodePath Path { get; } = new();

    public ValueStack Values { get; } = new();

    /// <summary>The thread's own, or another where a walk runs inside of a walk.</summary>
    public static DecodeScratch Take()
    {
        var taken = _spare ?? new DecodeScratch();
        _spare = null;
        return taken;
    }

    /// <summary>Gives back what a walk has left as it found it; one that failed keeps it.</summary>
    public static void Return(DecodeScratch scratch) => _spare = scratch;
}
