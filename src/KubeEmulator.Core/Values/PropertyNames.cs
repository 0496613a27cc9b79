using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>
/// Shared strings for property names. Direct-mapped: a name that collides replaces the one before it,
/// so the table never grows and a stream of random names costs nothing but misses.
/// </summary>
internal static class PropertyNames
{
    private const int Size = 8192;
    private const int LongestShared = 64;
    private static readonly Entry?[] Table = new Entry?[Size];

    /// <summary>The shared string for <paramref name="name"/>.</summary>
    public static string Intern(string name) =>
        name.Length > LongestShared ? name : Lookup(name).Text;

    /// <summary>The shared string for a name in UTF-8.</summary>
    public static string Intern(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestShared)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var slot = ref Table[Hash(utf8) % Size];
        var known = Volatile.Read(ref slot);
        if (known is not null && utf8.SequenceEqual(known.Utf8))
        {
            return known.Text;
        }

        var made = new Entry(Encoding.UTF8.GetString(utf8), utf8.ToArray());
        Volatile.Write(ref slot, made);
        return made.Text;
    }

    /// <summary>The name ready to be written, escaped once.</summary>
    public static JsonEncodedText Encoded(string name) =>
        name.Length > LongestShared ? JsonEncodedText.Encode(name, JsonValueWriter.Options.Encoder) : Lookup(name).Encoded;

    private static Entry Lookup(string name)
    {
        ref var slot = ref Table[Hash(name) % Size];
        var known = Volatile.Read(ref slot);
        if (known is not null && (ReferenceEquals(known.Text, name) || string.Equals(known.Text, name, StringComparison.Ordinal)))
        {
            return known;
        }

        var made = new Entry(name, Encoding.UTF8.GetBytes(name));
        Volatile.Write(ref slot, made);
        return made;
    }

    // The same as of its UTF-8, which for nearly all names needs not be made.
    private static uint Hash(string name)
    {
        var hash = 2166136261u;
        foreach (var c in name)
        {
            if (c > 0x7f)
            {
                return Hash(Encoding.UTF8.GetBytes(name).AsSpan());
            }

            hash = (hash ^ c) * 16777619u;
        }

        return hash ^ (hash >> 15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        // FNV-1a: names are short.
        var hash = 2166136261u;
        foreach (var b in utf8)
        {
            hash = (hash ^ b) * 16777619u;
        }

        return hash ^ (hash >> 15);
    }

    private sealed class Entry(string text, byte[] utf8)
    {
        private EncodedName? _encoded;

        public string Text { get; } = text;

        public byte[] Utf8 { get; } = utf8;

        // A lost race only encodes twice.
        public JsonEncodedText Encoded => (_encoded ??= new EncodedName(JsonEncodedText.Encode(Text, JsonValueWriter.Options.Encoder))).Text;
    }

    private sealed record EncodedName(JsonEncodedText Text);
}
