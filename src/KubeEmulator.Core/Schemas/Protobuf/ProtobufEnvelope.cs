using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>What is around a protobuf body: four magic bytes and a <c>runtime.Unknown</c> that names the kind.</summary>
internal readonly ref struct ProtobufEnvelope(string apiVersion, string kind, ReadOnlySpan<byte> raw)
{
    /// <summary>The apiVersion; empty where the body does not say.</summary>
    public string ApiVersion { get; } = apiVersion;

    /// <summary>The kind; empty where the body does not say.</summary>
    public string Kind { get; } = kind;

    /// <summary>The object itself.</summary>
    public ReadOnlySpan<byte> Raw { get; } = raw;

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <exception cref="ValueFormatException">It is no such body.</exception>
    public static ProtobufEnvelope Open(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            throw new ValueFormatException("empty data");
        }

        if (!body.StartsWith(Magic))
        {
            throw new ValueFormatException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }

        var (version, kind) = ("", "");
        ReadOnlySpan<byte> raw = [];
        var reader = new ProtobufReader(body[Magic.Length..]);
        while (reader.Next())
        {
            switch (reader.Field, reader.WireType)
            {
                case (1, 2):
                    (version, kind) = TypeMeta(reader.Delimited());
                    break;
                case (2, 2):
                    raw = reader.Delimited();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ProtobufEnvelope(version, kind, raw);
    }

    private static (string Version, string Kind) TypeMeta(ReadOnlySpan<byte> bytes)
    {
        var (version, kind) = ("", "");
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.WireType)
            {
                case (1, 2):
                    version = Encoding.UTF8.GetString(reader.Delimited());
                    break;
                case (2, 2):
                    kind = Encoding.UTF8.GetString(reader.Delimited());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (version, kind);
    }
}
