using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Requests;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Endpoints;

/// <summary>Subresources: those that show the object, <c>scale</c>, actions, and those that connect to a pod.</summary>
internal static class SubresourceEndpoint
{
    public static Task ServeAsync(Exchange exchange, ResourceType type)
    {
        var request = exchange.Request;
        var served = type.Subresource(request.Subresource)!;
        if (ConnectEndpoints.Serves(type, request.Subresource))
        {
            return ConnectEndpoints.ServeAsync(exchange, type);
        }

        if (request.Method == "HEAD" || !served.Verbs.Contains(request.Verb))
        {
            return MethodRefusal.WriteAsync(exchange);
        }

        return request.Verb switch
        {
            "get" => GetAsync(exchange, type),
            "update" => UpdateAsync(exchange, type, served),
            "patch" => PatchEndpoint.ServeAsync(exchange, type, request.Subresource),
            "create" => ActAsync(exchange, type, served),
            _ => MethodRefusal.WriteAsync(exchange),
        };
    }

    private static Task GetAsync(Exchange exchange, ResourceType type)
    {
        var request = exchange.Request;
        var agreed = exchange.Agree();
        var api = exchange.Services.Api;
        var found = request.Subresource == "scale"
            ? api.GetScale(type, request.Namespace, request.Name)
            : api.Get(type, request.Namespace, request.Name, exchange.Query.First("resourceVersion") ?? "");
        return ObjectAnswer.WriteAsync(exchange, 200, type, found, agreed);
    }

    private static async Task UpdateAsync(Exchange exchange, ResourceType type, SubresourceType served)
    {
        var agreed = exchange.Agree();
        await BodyReader.ReadAsync(exchange).ConfigureAwait(false);
        var options = WriteQuery.ReadUpdate(exchange.Query);
        var body = BodyReader.Decode(exchange, BodyReader.FormatOf(exchange), served.GroupVersion, served.Kind, type.IsCustom && served.Name != "scale");
        var request = exchange.Request;
        var (updated, created) = await exchange.Services.Api.UpdateAsync(type, request.Namespace, request.Name, request.Subresource, body, options, exchange.Context).ConfigureAwait(false);
        await ObjectAnswer.WriteAsync(exchange, created ? 201 : 200, type, updated, agreed).ConfigureAwait(false);
    }

    private static async Task ActAsync(Exchange exchange, ResourceType type, SubresourceType served)
    {
        var agreed = exchange.Agree();
        var format = BodyReader.FormatOf(exchange);
        await BodyReader.ReadAsync(exchange).ConfigureAwait(false);
        var options = WriteQuery.ReadCreate(exchange.Query);
        var body = BodyReader.Decode(exchange, format, served.GroupVersion, served.Kind, isCustom: false);
        var request = exchange.Request;
        var answer = await exchange.Services.Api.ActAsync(type, request.Namespace, request.Name, request.Subresource, body, options, exchange.Context).ConfigureAwait(false);
        var status = answer.StringOrEmpty("kind") == "Status" && answer.Integer("code") is { } code ? (int)code : 201;
        await DocumentWriter.WriteAsync(exchange, status, answer, agreed with { Transform = Transform.None }).ConfigureAwait(false);
    }
}
