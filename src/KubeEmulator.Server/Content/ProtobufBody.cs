using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Content;

/// <summary>Protobuf bodies of built-in kinds, as kubectl's typed commands and most Go clients send them.</summary>
internal static class ProtobufBody
{
    /// <summary>The object in a body; its own kind where it names one, else that of the path.</summary>
    /// <exception cref="ApiException">400: it is malformed.</exception>
    public static RequestBody Decode(ReadOnlySpan<byte> body, GroupVersion version, string kind)
    {
        try
        {
            var envelope = ProtobufEnvelope.Open(body);
            var saidKind = envelope.Kind.Length > 0 ? envelope.Kind : kind;
            var saidVersion = envelope.ApiVersion.Length > 0 ? GroupVersion.Parse(envelope.ApiVersion) : version;
            var document = ProtobufDecoder.Read(NameOf(saidVersion, saidKind), envelope.Raw).ToBuilder();
            document["kind"] = saidKind;
            document["apiVersion"] = saidVersion.ToString();
            return new RequestBody(document.Build(), []);
        }
        catch (Exception malformed) when (malformed is ValueFormatException or FormatException)
        {
            throw BodyReader.Unrecognized(kind, malformed.Message, body).ToException();
        }
    }

    // The kinds of meta/v1 (DeleteOptions) are served in every group.
    private static string NameOf(GroupVersion version, string kind)
    {
        var name = BuiltInSchemas.NameOf(new GroupVersionKind(version.Group, version.Version, kind));
        return ProtobufMessages.Find(name) is null ? $"io.k8s.apimachinery.pkg.apis.meta.v1.{kind}" : name;
    }
}
