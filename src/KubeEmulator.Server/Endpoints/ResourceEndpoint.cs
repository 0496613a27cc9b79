using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Requests;
using KubeEmulator.Server.Streaming;

namespace KubeEmulator.Server.Endpoints;

/// <summary>Objects and collections: from a request to a verb of <see cref="ClusterApi"/>, and from its result to an answer.</summary>
internal static class ResourceEndpoint
{
    /// <summary>Answers the request.</summary>
    public static Task ServeAsync(Exchange exchange, ResourceType type) => exchange.Request.Verb switch
    {
        "get" => GetAsync(exchange, type),
        "list" => ListAsync(exchange, type),
        "watch" => WatchEndpoint.ServeAsync(exchange, type),
        "create" => CreateAsync(exchange, type),
        "update" => UpdateAsync(exchange, type),
        "patch" => PatchEndpoint.ServeAsync(exchange, type, ""),
        "delete" => DeleteAsync(exchange, type),
        "deletecollection" => DeleteCollectionAsync(exchange, type),
        _ => MethodRefusal.WriteAsync(exchange),
    };

    private static Task GetAsync(Exchange exchange, ResourceType type)
    {
        var request = exchange.Request;
        var agreed = exchange.Agree();
        Deprecations.Warn(exchange, type);
        var found = exchange.Services.Api.Get(type, request.Namespace, request.Name, exchange.Query.First("resourceVersion") ?? "");
        return ObjectAnswer.WriteAsync(exchange, 200, type, found, agreed);
    }

    private static Task ListAsync(Exchange exchange, ResourceType type)
    {
        var agreed = exchange.Agree();
        Deprecations.Warn(exchange, type);
        var page = exchange.Services.Api.List(type, exchange.Request.Namespace, Aged(exchange, ListQuery.Read(exchange.Query)));
        return ListAnswer.WriteAsync(exchange, type, page, agreed);
    }

    // A list that is to be out of date reads as far back as it is told to and history goes.
    private static ListOptions Aged(Exchange exchange, ListOptions options)
    {
        if (exchange.Fault is not { StaleBy: > 0 and var by } || options.ResourceVersion.Length > 0 || options.Continue.Length > 0)
        {
            return options;
        }

        var store = exchange.Services.Store;
        var revision = Math.Max(store.Current.Revision - by, store.CompactedRevision + 1);
        return options with { ResourceVersion = revision.ToString(System.Globalization.CultureInfo.InvariantCulture), ResourceVersionMatch = "Exact" };
    }

    private static async Task CreateAsync(Exchange exchange, ResourceType type)
    {
        var agreed = exchange.Agree();
        var format = BodyReader.FormatOf(exchange);
        await BodyReader.ReadAsync(exchange).ConfigureAwait(false);
        var options = WriteQuery.ReadCreate(exchange.Query);
        Deprecations.Warn(exchange, type);
        var body = BodyReader.Decode(exchange, format, type.GroupVersion, type.Kind, type.IsCustom);
        var made = await exchange.Services.Api.CreateAsync(type, exchange.Request.Namespace, body, options, exchange.Context).ConfigureAwait(false);
        await ObjectAnswer.WriteAsync(exchange, 201, type, made, agreed).ConfigureAwait(false);
    }

    private static async Task UpdateAsync(Exchange exchange, ResourceType type)
    {
        RequireName(exchange);
        var agreed = exchange.Agree();
        await BodyReader.ReadAsync(exchange).ConfigureAwait(false);
        var options = WriteQuery.ReadUpdate(exchange.Query);
        var format = BodyReader.FormatOf(exchange);
        Deprecations.Warn(exchange, type);
        var body = BodyReader.Decode(exchange, format, type.GroupVersion, type.Kind, type.IsCustom);
        var request = exchange.Request;
        var (updated, created) = await exchange.Services.Api.UpdateAsync(type, request.Namespace, request.Name, "", body, options, exchange.Context).ConfigureAwait(false);
        await ObjectAnswer.WriteAsync(exchange, created ? 201 : 200, type, updated, agreed).ConfigureAwait(false);
    }

    private static async Task DeleteAsync(Exchange exchange, ResourceType type)
    {
        var agreed = exchange.Agree();
        var options = await DeleteBody.ReadAsync(exchange).ConfigureAwait(false);
        Deprecations.Warn(exchange, type);
        var request = exchange.Request;
        var result = await exchange.Services.Api.DeleteAsync(type, request.Namespace, request.Name, options, exchange.Context).ConfigureAwait(false);
        await (result.Object is { } left
            ? ObjectAnswer.WriteAsync(exchange, !result.Deleted && options.OrphanDependents == false ? 202 : 200, type, left, agreed)
            : DocumentWriter.WriteAsync(exchange, 200, result.Status!, agreed with { Transform = Transform.None })).ConfigureAwait(false);
    }

    private static async Task DeleteCollectionAsync(Exchange exchange, ResourceType type)
    {
        // A path with an empty namespace means one that was forgotten, not all of them.
        if (type.Namespaced && exchange.Request is { IsNamespacedPath: true, Namespace.Length: 0 })
        {
            throw StatusDocument.BadRequest("Namespace parameter required.").ToException();
        }

        var agreed = exchange.Agree();
        var list = ListQuery.Read(exchange.Query);
        var options = await DeleteBody.ReadAsync(exchange).ConfigureAwait(false);
        Deprecations.Warn(exchange, type);
        var page = await exchange.Services.Api.DeleteCollectionAsync(type, exchange.Request.Namespace, list, options, exchange.Context).ConfigureAwait(false);
        await ListAnswer.WriteAsync(exchange, type, page, agreed).ConfigureAwait(false);
    }

    internal static void RequireName(Exchange exchange)
    {
        if (!exchange.Request.HasName)
        {
            throw StatusDocument.BadRequest("name must be provided").ToException();
        }
    }
}
