using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Content;

/// <summary>One object as an answer: itself, as a Table of one row, or its metadata alone.</summary>
internal static class ObjectAnswer
{
    public static Task WriteAsync(Exchange exchange, int status, ResourceType type, KubeObject document, Negotiated agreed)
    {
        if (document.Kind == "Status" && type.Kind != "Status")
        {
            return DocumentWriter.WriteAsync(exchange, status, document, agreed with { Transform = Transform.None });
        }

        return agreed.Transform switch
        {
            Transform.Table => DocumentWriter.WriteAsync(exchange, status, TableDocument.OfObject(exchange, type, document, agreed.TransformVersion), agreed),
            Transform.PartialObjectMetadata => DocumentWriter.WriteAsync(exchange, status, PartialMetadata.Of(type, document, agreed.TransformVersion), agreed),
            Transform.PartialObjectMetadataList => throw NotAList(type, document),
            _ => DocumentWriter.WriteAsync(exchange, status, document, agreed),
        };
    }

    private static ApiException NotAList(ResourceType type, KubeObject document) => StatusDocument.Failure(
        406,
        StatusReason.NotAcceptable,
        $"you requested PartialObjectMetadataList, but the requested object is not a list ({(type.IsCustom ? "*unstructured.Unstructured" : GoTypes.Pointer(type, document.Kind))})").ToException();
}
