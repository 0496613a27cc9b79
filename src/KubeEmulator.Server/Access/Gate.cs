using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Server.Access;

/// <summary>Who asks, as whom, and whether they may: the three filters before every handler.</summary>
internal static class Gate
{
    /// <summary>Lets the request in, or refuses it.</summary>
    /// <exception cref="ApiException">401 or 403.</exception>
    public static ValueTask EnterAsync(Exchange exchange)
    {
        exchange.User = Authentication.UserOf(exchange);
        if (exchange.Server.Flows.Classify(exchange.Services.Store.Current, exchange.User, exchange.Request) is var (schema, level))
        {
            exchange.Http.Response.Headers["X-Kubernetes-Pf-Flowschema-Uid"] = schema;
            exchange.Http.Response.Headers["X-Kubernetes-Pf-Prioritylevel-Uid"] = level;
        }

        exchange.User = Impersonation.Apply(exchange, exchange.User);
        Authorization.Require(exchange);
        return ValueTask.CompletedTask;
    }
}
