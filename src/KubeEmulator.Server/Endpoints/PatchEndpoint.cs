using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Requests;

namespace KubeEmulator.Server.Endpoints;

/// <summary>PATCH of an object or a subresource. Upstream: <c>apiserver/pkg/endpoints/handlers/patch.go</c>.</summary>
internal static class PatchEndpoint
{
    private static readonly string[] ForBuiltIn = [MediaTypes.JsonPatch, MediaTypes.MergePatch, MediaTypes.StrategicMergePatch, MediaTypes.ApplyPatch];
    private static readonly string[] ForCustom = [MediaTypes.JsonPatch, MediaTypes.MergePatch, MediaTypes.ApplyPatch];

    public static async Task ServeAsync(Exchange exchange, ResourceType type, string subresource)
    {
        var patchType = TypeOf(exchange, type);
        ResourceEndpoint.RequireName(exchange);
        var agreed = exchange.Agree();
        await BodyReader.ReadAsync(exchange).ConfigureAwait(false);
        var options = WriteQuery.ReadPatch(exchange.Query, patchType);
        Deprecations.Warn(exchange, type);
        var patch = PatchReader.Read(patchType, exchange.Body);
        var request = exchange.Request;
        var (patched, created) = await exchange.Services.Api.PatchAsync(type, request.Namespace, request.Name, subresource, patch, options, exchange.Context).ConfigureAwait(false);
        await ObjectAnswer.WriteAsync(exchange, created ? 201 : 200, type, patched, agreed).ConfigureAwait(false);
    }

    private static PatchType TypeOf(Exchange exchange, ResourceType type)
    {
        var served = type.IsCustom ? ForCustom : ForBuiltIn;
        var contentType = exchange.ContentType ?? "";
        var semicolon = contentType.IndexOf(';');
        var name = semicolon > 0 ? contentType[..semicolon] : contentType;
        return served.Contains(name)
            ? name switch
            {
                MediaTypes.JsonPatch => PatchType.Json,
                MediaTypes.MergePatch => PatchType.Merge,
                MediaTypes.StrategicMergePatch => PatchType.StrategicMerge,
                _ => PatchType.Apply,
            }
            : throw StatusDocument.UnsupportedMediaType(served).ToException();
    }
}
