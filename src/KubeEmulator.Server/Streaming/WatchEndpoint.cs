using KubeEmulator.Api;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Requests;

namespace KubeEmulator.Server.Streaming;

/// <summary>WATCH over HTTP: chunked JSON lines, or a WebSocket with a message per event. Upstream: <c>endpoints/handlers/watch.go</c>.</summary>
internal static class WatchEndpoint
{
    public static async Task ServeAsync(Exchange exchange, ResourceType type)
    {
        var options = ListQuery.Read(exchange.Query);
        if (exchange.Request is { IsWatchPath: true, HasName: true, Name: var name })
        {
            options = options with { FieldSelector = $"metadata.name={name}" };
        }

        var agreed = Negotiation.AgreeOnStream(exchange.Accept, exchange.Query, exchange.UserAgent);
        var format = WatchFormat.For(exchange, type, agreed);
        Endpoints.Deprecations.Warn(exchange, type);
        using var session = exchange.Services.Api.Watch(type, exchange.Request.Namespace, options);
        session.ReadFromOutside(exchange.User.Name);
        if (exchange.Fault?.Watch is { } fault)
        {
            session.Inject(fault);
        }

        using var timing = new WatchTiming(exchange, options);
        if (WebSocketUpgrade.IsAsked(exchange.Http))
        {
            await WebSocketWatch.RunAsync(exchange, session, format, timing).ConfigureAwait(false);
        }
        else
        {
            await ChunkedWatch.RunAsync(exchange, session, format, timing).ConfigureAwait(false);
        }
    }
}
