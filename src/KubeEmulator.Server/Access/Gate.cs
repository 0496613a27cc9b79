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
        exchange.User = Impersonation.Apply(exchange, exchange.User);
        Authorization.Require(exchange);
        return ValueTask.CompletedTask;
    }
}
