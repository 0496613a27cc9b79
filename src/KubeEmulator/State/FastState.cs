using System.IO.Compression;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.State;

/// <summary>
/// A state as compact bytes:
/// <code>
/// KUBESTATE | format | Brotli( minor, revision, ticks, resources x (group, name, objects x JSON), end mark )
/// </code>
/// </summary>
internal static class FastState
{
    private const byte Format = 1;
    private const int EndMark = 0x6b38732e;

    private static ReadOnlySpan<byte> Magic => "KUBESTATE"u8;

    /// <summary>Whether a text begins as such a state does.</summary>
    public static bool Is(ReadOnlySpan<byte> content) => content.StartsWith(Magic);

    public static byte[] Write(ClusterSnapshot state)
    {
        var content = new MemoryStream();
        content.Write(Magic);
        content.WriteByte(Format);
        using (var packed = new BinaryWriter(new BrotliStream(content, CompressionLevel.Fastest, leaveOpen: true), Encoding.UTF8))
        {
            packed.Write(KubernetesVersion.Minor);
            packed.Write(state.Revision);
            packed.Write(state.Time.UtcTicks);
            GroupResource[] resources = [.. state.Objects.Resources];
            packed.Write7BitEncodedInt(resources.Length);
            foreach (var resource in resources)
            {
                WriteResource(packed, resource, state.Objects.List(resource));
            }

            packed.Write(EndMark);
        }

        return content.ToArray();
    }

    /// <exception cref="InvalidDataException">It is damaged, or of another version; the message names the file.</exception>
    public static ClusterSnapshot Read(byte[] content, string source)
    {
        var format = content.Length > Magic.Length ? content[Magic.Length] : 0;
        if (format != Format)
        {
            throw new InvalidDataException($"{source}: a state in format {format}, but this version of KubeEmulator reads format {Format}. Save it as YAML with the version that wrote it.");
        }

        try
        {
            using var packed = new BinaryReader(new BrotliStream(new MemoryStream(content, Magic.Length + 1, content.Length - Magic.Length - 1), CompressionMode.Decompress), Encoding.UTF8);
            var minor = packed.ReadString();
            return minor == KubernetesVersion.Minor
                ? Read(packed)
                : throw new InvalidDataException($"{source}: a state of Kubernetes {minor}, but this version of KubeEmulator emulates {KubernetesVersion.Minor}. Save it as YAML with the version that wrote it.");
        }
        catch (Exception damaged) when (damaged is EndOfStreamException or FormatException or InvalidOperationException or ValueFormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"{source}: the state is damaged or cut off: {damaged.Message}", damaged);
        }
    }

    private static void WriteResource(BinaryWriter packed, GroupResource resource, ObjectRange objects)
    {
        packed.Write(resource.Group);
        packed.Write(resource.Resource);
        packed.Write7BitEncodedInt(objects.Count);
        foreach (var stored in objects)
        {
            var json = stored.Root.ToUtf8Bytes();
            packed.Write7BitEncodedInt(json.Length);
            packed.Write(json);
        }
    }

    private static ClusterSnapshot Read(BinaryReader packed)
    {
        var (revision, ticks) = (packed.ReadInt64(), packed.ReadInt64());
        var objects = new List<(ObjectKey, KubeObject)>();
        var resources = packed.Read7BitEncodedInt();
        for (var i = 0; i < resources; i++)
        {
            var resource = new GroupResource(packed.ReadString(), packed.ReadString());
            for (var left = packed.Read7BitEncodedInt(); left > 0; left--)
            {
                var length = packed.Read7BitEncodedInt();
                var stored = new KubeObject((MapValue)Value.Parse(packed.ReadBytes(length)));
                objects.Add((new ObjectKey(resource, stored.Namespace, stored.Name), stored));
            }
        }

        return packed.ReadInt32() == EndMark
            ? new ClusterSnapshot(SnapshotContents.Of(StoreOptions.Default, revision, objects), new DateTimeOffset(ticks, TimeSpan.Zero))
            : throw new FormatException("no end mark");
    }
}
