using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>
/// The hashes in the names of ReplicaSets and ControllerRevisions, those that a real cluster gives: of a pod template by the dump of its
/// Go struct (<c>pkg/controller/controller_utils.go</c> ComputeHash), of a StatefulSet's revision by its JSON.
/// </summary>
internal static class TemplateHash
{
    private const uint Offset = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>A pod template's hash by its dump; a collision count makes it another one.</summary>
    public static string OfDump(StringBuilder template, int? collisionCount = null)
    {
        var hash = Offset;
        var encoder = Encoding.UTF8.GetEncoder();
        foreach (var chunk in template.GetChunks())
        {
            // The encoder keeps what a chunk has of a character that ends in the next.
            var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(chunk.Length));
            hash = Fnv1a(hash, buffer.AsSpan(0, encoder.GetBytes(chunk.Span, buffer, flush: false)));
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (collisionCount is { } count)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, (uint)count);
            hash = Fnv1a(hash, bytes);
        }

        return Encode(hash);
    }

    /// <summary>A revision's data's hash (<c>pkg/controller/history</c> HashControllerRevision).</summary>
    public static string OfRevision(Value data, int? collisionCount = null)
    {
        var hash = Fnv1(Offset, Canonical(data));
        return Encode(collisionCount is { } count ? Fnv1(hash, Encoding.ASCII.GetBytes(count.ToString(CultureInfo.InvariantCulture))) : hash);
    }

    private static string Encode(uint hash) => GeneratedNames.SafeEncode(hash.ToString(CultureInfo.InvariantCulture));

    private static byte[] Canonical(Value value) => Sorted(value).ToUtf8Bytes();

    private static Value Sorted(Value value) => value switch
    {
        MapValue map => MapValue.Of([.. map.OrderBy(m => m.Key, StringComparer.Ordinal).Where(m => m.Value is not NullValue).Select(m => (m.Key, Sorted(m.Value)))]),
        ListValue list => list.Edit(Sorted),
        _ => value,
    };

    private static uint Fnv1a(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * Prime;
        }

        return hash;
    }

    private static uint Fnv1(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            hash = (hash * Prime) ^ b;
        }

        return hash;
    }
}
