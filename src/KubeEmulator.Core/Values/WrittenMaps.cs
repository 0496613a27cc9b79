using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>
/// The UTF-8 of maps that many documents hold by reference and that are long to write: the <c>fieldsV1</c> of managedFields, a third of a
/// pod's bytes. A map written once is noted, one written again is kept with its bytes, which from then on are copied: 500 pods
/// take 1.9 ms instead of 2.5. The table is direct-mapped and so bounded.
/// </summary>
internal static class WrittenMaps
{
    /// <summary>The member whose value is written so.</summary>
    public const string Member = "fieldsV1";

    private const int Size = 512;

    // A longer one is a rarity, and would cost more memory than it saves time.
    private const int Longest = 8192;

    private static readonly Entry?[] Table = new Entry?[Size];

    /// <summary>Writes a map; the bytes are those of <see cref="MapValue.WriteTo"/>.</summary>
    public static void Write(MapValue map, Utf8JsonWriter writer)
    {
        if (map.Count == 0 || !IsCompact(writer.Options))
        {
            map.WriteTo(writer);
            return;
        }

        ref var slot = ref Table[(uint)RuntimeHelpers.GetHashCode(map) % Size];
        var known = Volatile.Read(ref slot);
        if (known is null || !ReferenceEquals(known.Map, map))
        {
            Volatile.Write(ref slot, new Entry(map, null));
            map.WriteTo(writer);
            return;
        }

        if (known.Utf8 is null)
        {
            var utf8 = JsonValueWriter.ToUtf8(map);
            known = new Entry(map, utf8.Length <= Longest ? utf8 : []);
            Volatile.Write(ref slot, known);
        }

        if (known.Utf8 is { Length: > 0 } kept)
        {
            writer.WriteRawValue(kept, skipInputValidation: true);
        }
        else
        {
            map.WriteTo(writer);
        }
    }

    // Others want line breaks, or other characters escaped.
    private static bool IsCompact(JsonWriterOptions options) => !options.Indented && ReferenceEquals(options.Encoder, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>A map that was written, and its bytes: none until it is written again, empty where they are too many.</summary>
    private sealed record Entry(MapValue Map, byte[]? Utf8);
}
