namespace KubeEmulator.Api;

/// <summary>
/// The cluster's one source of chance: a pure function of (seed, purpose, key, count), so that the same seed
/// gives the same names, uids and jitter whatever else happens. Thread-safe.
/// </summary>
public interface ISeededRandom
{
    /// <summary>The next 64 random bits for a purpose (<c>uid</c>, <c>name</c>, <c>jitter</c>) and a key.</summary>
    ulong Next(string purpose, string key);

    /// <summary>The 64 random bits for a purpose, a key and the caller's own count: the same whatever else was asked.</summary>
    ulong At(string purpose, string key, long count);
}
