using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using Microsoft.AspNetCore.Http;

namespace KubeEmulator.Server.Endpoints;

/// <summary>
/// Where requests go wrong on purpose, between access and the handler: late, refused, cut off, or carried out and then refused.
/// Without rules it costs one look.
/// </summary>
internal static class FaultGate
{
    public static Task DispatchAsync(Exchange exchange)
    {
        if (exchange.Services.Faults is not { } faults)
        {
            return Dispatcher.DispatchAsync(exchange);
        }

        var request = exchange.Request;
        var call = new FaultedCall(exchange.User.Name, request.Verb, request.Group, request.Resource, request.Subresource, request.Namespace, request.Name);
        return faults.Next(call) is { } fault ? SpoilAsync(exchange, fault) : Dispatcher.DispatchAsync(exchange);
    }

    private static async Task SpoilAsync(Exchange exchange, InjectedFault fault)
    {
        exchange.Fault = fault;
        if (fault.Latency > TimeSpan.Zero)
        {
            await Task.Delay(fault.Latency, exchange.Cancellation).ConfigureAwait(false);
        }

        if (fault is { Status: null, ConnectionReset: false })
        {
            await Dispatcher.DispatchAsync(exchange).ConfigureAwait(false);
            return;
        }

        if (fault.AfterCommit)
        {
            await CarryOutAsync(exchange).ConfigureAwait(false);
        }

        if (fault.ConnectionReset)
        {
            exchange.Http.Abort();
            return;
        }

        await DocumentWriter.WriteStatusAsync(exchange, fault.Status!).ConfigureAwait(false);
    }

    // The handler answers into the void; its refusal is not shown either.
    private static async Task CarryOutAsync(Exchange exchange)
    {
        var response = exchange.Http.Response;
        var body = response.Body;
        response.Body = Stream.Null;
        try
        {
            await Dispatcher.DispatchAsync(exchange).ConfigureAwait(false);
        }
        catch (ApiException)
        {
            // The fault that was asked for stands for it.
        }
        finally
        {
            response.Body = body;
        }

        response.ContentLength = null;
        response.Headers.Location = default;
        response.Headers.ContentEncoding = default;
    }
}
