using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;

namespace KubeEmulator.Server.Endpoints;

/// <summary>405 in the real server's two forms: by the router, which knows no resource, and by a handler, which does.</summary>
internal static class MethodRefusal
{
    private static readonly ApiStatus ByRouter =
        StatusDocument.Failure(405, StatusReason.MethodNotAllowed, "the server does not allow this method on the requested resource", new StatusDetails());

    /// <summary>A path that has no such method.</summary>
    public static Task WriteAsync(Exchange exchange) => DocumentWriter.WriteStatusAsync(exchange, ByRouter);

    /// <summary>A resource that has no such verb.</summary>
    public static Task WriteAsync(Exchange exchange, ResourceType type) =>
        DocumentWriter.WriteStatusAsync(exchange, StatusDocument.MethodNotSupported(type.GroupResource, exchange.Request.Verb));
}
