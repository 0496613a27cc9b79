using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Access;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Endpoints;
using KubeEmulator.Server.Metrics;
using KubeEmulator.Server.Requests;
using Microsoft.AspNetCore.Http;

namespace KubeEmulator.Server;

/// <summary>
/// The Kubernetes API server over HTTP as one <see cref="RequestDelegate"/>: the same for requests from memory and from Kestrel.
/// The order of steps is that of upstream's <c>DefaultBuildHandlerChain</c>. Thread-safe.
/// </summary>
public sealed class ApiServer : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>A server over a cluster.</summary>
    public ApiServer(ApiServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Started = TimeProvider.System.GetUtcNow();
    }

    internal ApiServerOptions Options { get; }

    internal ClusterServices Services => Options.Services;

    internal RequestMetrics Metrics { get; } = new();

    internal FlowClassifier Flows { get; } = new();

    /// <summary>When the server began, in real time.</summary>
    internal DateTimeOffset Started { get; }

    /// <summary>Cancelled when the server stops, which ends all streams.</summary>
    internal CancellationToken Stopping => _stopping.Token;

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var query = QueryValues.Parse(http.Request.QueryString.Value);
        var path = http.Request.Path.Value ?? "/";
        var exchange = new Exchange
        {
            Http = http,
            Query = query,
            Request = RequestPath.Parse(http.Request.Method, path, query),
            Server = this,
        };
        var headers = http.Response.Headers;
        headers["Audit-Id"] = AuditId(http);
        headers.CacheControl = "no-cache, private";
        var began = TimeProvider.System.GetTimestamp();
        var labels = RequestLabels.Of(exchange.Request, exchange.TypeOf(Services.Catalog) is not null, query, exchange.ContentType);
        Metrics.Begin(labels);
        var activity = RequestTrace.Begin(http, exchange.Request);
        try
        {
            await AnswerAsync(exchange).ConfigureAwait(false);
        }
        finally
        {
            var duration = TimeProvider.System.GetElapsedTime(began);
            Metrics.End(labels, http.Response.StatusCode, duration);
            RequestTrace.End(activity, exchange, labels.IsLongRunning, duration);
            Options.Observer?.Completed(RequestRecords.Of(exchange, duration, Options.Observer.WantsBodies));
        }
    }

    /// <summary>Ends all streams.</summary>
    public void Stop() => _stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(Exchange exchange)
    {
        try
        {
            // A wait for quiet waits for calls that will end; its own call is one of the control API.
            using var call = exchange.Request.IsLongRunning || ControlEndpoints.Serves(exchange.Request.Path)
                ? null
                : Services.Activity.BeginOutsideCall(exchange.Request.Method, exchange.Request.Path, exchange.Request is { Group: "coordination.k8s.io", Resource: "leases", Verb: "get" or "update" or "patch" });
            await Gate.EnterAsync(exchange).ConfigureAwait(false);
            await FaultGate.DispatchAsync(exchange).ConfigureAwait(false);
        }
        catch (ApiException refused) when (!exchange.Http.Response.HasStarted)
        {
            await DocumentWriter.WriteStatusAsync(exchange, refused.Status).ConfigureAwait(false);
        }
        catch (Exception) when (exchange.Cancellation.IsCancellationRequested || Stopping.IsCancellationRequested)
        {
            // The client has gone, or the server stops: there is nobody to answer.
        }
    }

    private static string AuditId(HttpContext http) =>
        http.Request.Headers["Audit-Id"].ToString() is { Length: > 0 } given ? given : Guid.NewGuid().ToString();
}
