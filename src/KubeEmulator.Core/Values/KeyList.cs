using System.Collections.Frozen;
using System.Numerics;
using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>
/// The member names of a <see cref="MapValue"/> in order, shared by all maps with the same names.
/// <code>
/// {"name":..,"image":..}  ─┐
/// {"name":..,"image":..}  ─┴─► KeyList ["name","image"]
/// </code>
/// Names are interned, so a look-up mostly finds the very reference. Small lists are scanned; larger ones get an
/// index when first searched. The table of shared lists is direct-mapped and so bounded.
/// </summary>
internal sealed class KeyList
{
    public static readonly KeyList Empty = new([], 0);

    // Up to this length a scan beats a hash look-up.
    private const int ScanLimit = 12;
    private const int TableSize = 4096;
    private const uint Seed = 2166136261;
    private static readonly KeyList?[] Table = new KeyList?[TableSize];

    // Longer lists come about name by name too rarely to be remembered.
    private const int LongestRemembered = 32;
    private const int Remembered = 4;

    private readonly string[] _keys;
    private Step?[]? _longer;
    private Step?[]? _shorter;
    private FrozenDictionary<string, int>? _index;
    private JsonEncodedText[]? _encoded;
    private bool? _sorted;

    private KeyList(string[] keys, int hash)
    {
        (_keys, Hash) = (keys, hash);
        WrittenAt = keys.Length <= ScanLimit ? Array.IndexOf(keys, WrittenMaps.Member) : -1;
    }

    /// <summary>The same for lists with the same names.</summary>
    public int Hash { get; }

    public int Count => _keys.Length;

    /// <summary>Where the member is whose bytes <see cref="WrittenMaps"/> knows; -1 where there is none.</summary>
    public int WrittenAt { get; }

    public ReadOnlySpan<string> Keys => _keys;

    public string this[int index] => _keys[index];

    /// <summary>The names ready to be written, escaped once for all maps that share this list.</summary>
    public ReadOnlySpan<JsonEncodedText> Encoded => _encoded ??= Array.ConvertAll(_keys, PropertyNames.Encoded);

    /// <summary>Whether the names are in ordinal order; found once for all maps that share this list.</summary>
    public bool IsSorted => _sorted ??= FindSorted();

    /// <summary>The shared list with these names; copies them only when no such list is known.</summary>
    public static KeyList Share(ReadOnlySpan<string> keys)
    {
        if (keys.Length == 0)
        {
            return Empty;
        }

        // Maps of data rather than structure (a ConfigMap with 5,000 entries) are not worth sharing.
        if (keys.Length > 64)
        {
            return new KeyList(keys.ToArray(), keys.Length);
        }

        var hash = Seed;
        foreach (var key in keys)
        {
            hash = Mix(hash, key);
        }

        ref var slot = ref Table[hash % TableSize];
        var known = Volatile.Read(ref slot);
        if (known is not null && Same(known._keys, keys))
        {
            return known;
        }

        var names = new string[keys.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = PropertyNames.Intern(keys[i]);
        }

        var made = new KeyList(names, (int)hash);
        Volatile.Write(ref slot, made);
        return made;
    }

    /// <summary>The shared list with the names of these members, where there is one; most maps that code writes down are made again and again.</summary>
    public static KeyList? Known(ReadOnlySpan<(string Key, Value Value)> members)
    {
        var hash = Seed;
        foreach (ref readonly var member in members)
        {
            hash = Mix(hash, member.Key);
        }

        if (Volatile.Read(ref Table[hash % TableSize]) is not { } known || known.Count != members.Length)
        {
            return null;
        }

        var keys = known._keys;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != members[i].Key)
            {
                return null;
            }
        }

        return known;
    }

    /// <summary>The list with one more name at its end. The ways from list to list that maps take again and again are remembered.</summary>
    public KeyList With(string key)
    {
        if (Find(_longer, key) is { } known)
        {
            return known;
        }

        var name = PropertyNames.Intern(key);
        return Remember(ref _longer, name, Share([.. _keys, name]));
    }

    /// <summary>The list without the name at a position.</summary>
    public KeyList Without(int index) =>
        Find(_shorter, _keys[index]) ?? Remember(ref _shorter, _keys[index], Share([.. _keys.AsSpan(0, index), .. _keys.AsSpan(index + 1)]));

    public int IndexOf(string key)
    {
        if (_keys.Length > ScanLimit)
        {
            var index = _index ??= _keys.Select((k, i) => KeyValuePair.Create(k, i)).ToFrozenDictionary(StringComparer.Ordinal);
            return index.TryGetValue(key, out var found) ? found : -1;
        }

        // Names of one length mostly differ in their first letter: few are compared to their end.
        var keys = _keys;
        for (var i = 0; i < keys.Length; i++)
        {
            var known = keys[i];
            if (ReferenceEquals(known, key) || (known.Length == key.Length && (known.Length == 0 || known[0] == key[0]) && known == key))
            {
                return i;
            }
        }

        return -1;
    }

    // A sample of the letters: a list that is taken for another is only not shared.
    private static uint Mix(uint hash, string key)
    {
        var sample = (uint)key.Length;
        if (sample > 0)
        {
            sample += ((uint)key[0] << 8) ^ ((uint)key[key.Length / 2] << 16) ^ ((uint)key[^1] << 24);
        }

        hash = (BitOperations.RotateLeft(hash, 5) ^ sample) * 2654435769u;
        return hash ^ (hash >> 15);
    }

    private static KeyList? Find(Step?[]? steps, string key) =>
        steps is not null && Volatile.Read(ref steps[key.Length % Remembered]) is { } step && string.Equals(step.Key, key, StringComparison.Ordinal) ? step.To : null;

    private KeyList Remember(ref Step?[]? steps, string key, KeyList to)
    {
        if (_keys.Length <= LongestRemembered)
        {
            Volatile.Write(ref (steps ??= new Step?[Remembered])[key.Length % Remembered], new Step(key, to));
        }

        return to;
    }

    private bool FindSorted()
    {
        for (var i = 1; i < _keys.Length; i++)
        {
            if (string.CompareOrdinal(_keys[i - 1], _keys[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Same(string[] known, ReadOnlySpan<string> keys)
    {
        if (known.Length != keys.Length)
        {
            return false;
        }

        for (var i = 0; i < keys.Length; i++)
        {
            if (!ReferenceEquals(known[i], keys[i]) && !string.Equals(known[i], keys[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Step(string Key, KeyList To);
}
