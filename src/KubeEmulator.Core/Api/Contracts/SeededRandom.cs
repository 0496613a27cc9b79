using System.Security.Cryptography;

namespace KubeEmulator.Api;

/// <summary>Chance as a hash of seed, purpose, key and how often that pair was asked before.</summary>
/// <remarks>
/// The counts are kept in a bounded number of stripes rather than per key: memory does not grow with the number of
/// names ever generated, and two keys in one stripe only influence which of the equally good values they get.
/// </remarks>
public sealed class SeededRandom(ulong seed) : ISeededRandom
{
    private const int Stripes = 1024;
    private readonly long[] _counts = new long[Stripes];

    /// <summary>The seed, to be printed where a run must be repeated.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>A source with a seed that nobody chose.</summary>
    public static SeededRandom Unpredictable() => new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)));

    /// <summary>A source that goes on as this one would, for a fork of the cluster.</summary>
    public SeededRandom Fork()
    {
        var fork = new SeededRandom(Seed);
        _counts.CopyTo(fork._counts, 0);
        return fork;
    }

    /// <inheritdoc/>
    public ulong Next(string purpose, string key)
    {
        var hash = Hash(purpose, key);
        return Finish(hash, Interlocked.Increment(ref _counts[hash % Stripes]));
    }

    /// <inheritdoc/>
    public ulong At(string purpose, string key, long count) => Finish(Hash(purpose, key), count);

    private ulong Hash(string purpose, string key) => Mix(Mix(Seed, purpose), key);

    private static ulong Finish(ulong hash, long count) => Finish(hash + ((ulong)count * 0x9E3779B97F4A7C15));

    private static ulong Mix(ulong state, string text)
    {
        foreach (var c in text)
        {
            state = (state ^ c) * 0x100000001B3;
        }

        return Finish(state ^ (ulong)text.Length);
    }

    // The finaliser of SplitMix64.
    private static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
