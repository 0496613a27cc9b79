using KubeEmulator.Api;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Streaming.Spdy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>One exec or attach from handshake to goodbye: accepts the client, runs, tells the result, closes everything.</summary>
internal static class CommandServing
{
    /// <summary>Whether the client asks to take the connection over.</summary>
    public static bool IsUpgrade(HttpContext http) => http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    /// <param name="exchange">The request.</param>
    /// <param name="options">Which streams the client wants.</param>
    /// <param name="failed">What a failure's text begins with.</param>
    /// <param name="run">Runs with the client's streams; cancelled when the client goes or the server stops.</param>
    public static async Task ServeAsync(Exchange exchange, CommandOptions options, string failed, Func<PodStreams, CancellationToken, Task<CommandOutcome>> run)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(exchange.Cancellation, exchange.Server.Stopping);
        try
        {
            if (await AcceptAsync(exchange, options.Effective, stop.Token).ConfigureAwait(false) is { } session)
            {
                await using (session.ConfigureAwait(false))
                {
                    await RunAsync(session, failed, run, stop.Token).ConfigureAwait(false);
                }
            }
        }
        catch (IOException)
        {
            // The client has gone; what ran for it has been told.
        }
    }

    private static Task<CommandSession?> AcceptAsync(Exchange exchange, CommandOptions options, CancellationToken stop)
    {
        if (WebSocketUpgrade.IsAsked(exchange.Http))
        {
            return SocketCommandSession.AcceptAsync(exchange, options, stop);
        }

        return SpdyUpgrade.IsAsked(exchange.Http)
            ? SpdyCommandSession.AcceptAsync(exchange, options, stop)
            : RefuseAsync(exchange);
    }

    private static async Task<CommandSession?> RefuseAsync(Exchange exchange)
    {
        await AnswerWriter.WriteTextAsync(exchange, 400, SpdyUpgrade.Missing).ConfigureAwait(false);
        return null;
    }

    private static async Task RunAsync(CommandSession session, string failed, Func<PodStreams, CancellationToken, Task<CommandOutcome>> run, CancellationToken stop)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(session.Gone, stop);
        CommandOutcome outcome;
        try
        {
            outcome = await run(session.Streams, gone.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!gone.IsCancellationRequested)
        {
            // Whatever a program or its runtime throws, the client is told and the streams are closed.
            outcome = CommandOutcome.Failed($"{failed}: {e.Message}");
        }
        catch (Exception) when (gone.IsCancellationRequested)
        {
            return;
        }

        await session.ReportAsync(outcome).ConfigureAwait(false);
    }
}
