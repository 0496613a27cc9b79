using Microsoft.AspNetCore.Http.Features;

namespace KubeEmulator.Server;

/// <summary>Makes the record of an answered request.</summary>
internal static class RequestRecords
{
    public static RequestRecord Of(Exchange exchange, TimeSpan duration, bool withBodies)
    {
        var (request, http) = (exchange.Request, exchange.Http);
        return new RequestRecord
        {
            Time = TimeProvider.System.GetUtcNow() - duration,
            Method = request.Method,
            Uri = http.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } target ? target : request.Path + http.Request.QueryString.Value,
            Verb = request.Verb,
            User = exchange.User.Name,
            UserAgent = exchange.UserAgent ?? "",
            Group = request.Group,
            Version = request.Version,
            Resource = request.Resource,
            Subresource = request.Subresource,
            Namespace = request.Namespace,
            Name = request.Name,
            StatusCode = http.Response.StatusCode,
            Duration = duration,
            RequestBody = withBodies ? RecordedBody.OfRequest(exchange) : ReadOnlyMemory<byte>.Empty,
            ResponseBody = withBodies ? RecordedBody.OfAnswer(exchange) : ReadOnlyMemory<byte>.Empty,
            Admission = withBodies ? exchange.Context.AdmissionSteps : [],
            AuditId = http.Response.Headers["Audit-Id"].ToString(),
        };
    }
}
