using System.Diagnostics;
using KubeEmulator.Api;
using KubeEmulator.Server.Requests;
using Microsoft.AspNetCore.Http;

namespace KubeEmulator.Server.Metrics;

/// <summary>A request as an activity and a measurement, for those who listen.</summary>
internal static class RequestTrace
{
    /// <summary>The request's activity, below the caller's; null where nobody listens.</summary>
    public static Activity? Begin(HttpContext http, ResourceRequest request)
    {
        if (!EmulatorTelemetry.Source.HasListeners())
        {
            return null;
        }

        // Of a caller in this process the activity flows; one outside sends its own (W3C Trace Context).
        ActivityContext.TryParse(http.Request.Headers.TraceParent, http.Request.Headers.TraceState, isRemote: true, out var caller);
        var activity = EmulatorTelemetry.Source.CreateActivity(NameOf(request), ActivityKind.Server, Activity.Current is null ? caller : default);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("http.request.method", request.Method);
            activity.SetTag("url.path", request.Path);
            Tag(activity, "k8s.verb", request.Verb);
            Tag(activity, "k8s.group", request.Group);
            Tag(activity, "k8s.resource", request.Resource);
            Tag(activity, "k8s.subresource", request.Subresource);
            Tag(activity, "k8s.namespace.name", request.Namespace);
            Tag(activity, "k8s.object.name", request.Name);
        }

        return activity?.Start();
    }

    public static void End(Activity? activity, Exchange exchange, bool isLongRunning, TimeSpan duration)
    {
        var code = exchange.Http.Response.StatusCode;
        if (activity is not null)
        {
            activity.SetTag("http.response.status_code", code);
            activity.SetTag("user.name", exchange.User.Name);
            activity.SetStatus(code >= 500 ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
            activity.Dispose();
        }

        if (!isLongRunning && EmulatorTelemetry.Requests.Enabled)
        {
            var request = exchange.Request;
            EmulatorTelemetry.Requests.Record(duration.TotalSeconds, new TagList
            {
                { "k8s.verb", request.Verb },
                { "k8s.group", request.Group },
                { "k8s.resource", request.Resource },
                { "k8s.subresource", request.Subresource },
                { "http.response.status_code", code },
            });
        }
    }

    private static string NameOf(ResourceRequest request) =>
        !request.IsResource ? $"{request.Method} {request.Path}"
        : request.Subresource.Length == 0 ? $"{request.Verb} {request.Resource}"
        : $"{request.Verb} {request.Resource}/{request.Subresource}";

    private static void Tag(Activity activity, string name, string value)
    {
        if (value.Length > 0)
        {
            activity.SetTag(name, value);
        }
    }
}
