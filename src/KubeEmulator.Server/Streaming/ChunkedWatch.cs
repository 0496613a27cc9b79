using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using KubeEmulator.Api;
using KubeEmulator.Server.Content;

namespace KubeEmulator.Server.Streaming;

/// <summary>
/// A watch as JSON lines. It drains what there is, then flushes once. A client that does not read stops the loop at the connection's
/// bounded buffer; the session then falls off the history, and holds nothing meanwhile.
/// </summary>
internal static class ChunkedWatch
{
    private const int FlushAt = 32 * 1024;

    public static async Task RunAsync(Exchange exchange, WatchSession session, WatchFormat format, WatchTiming timing)
    {
        var response = exchange.Http.Response;
        response.StatusCode = 200;
        response.Headers.ContentType = MediaTypes.Json;
        WarningHeaders.Write(exchange);
        await response.StartAsync(exchange.Cancellation).ConfigureAwait(false);
        var writer = response.BodyWriter;
        await writer.FlushAsync(exchange.Cancellation).ConfigureAwait(false);
        try
        {
            while (await DrainAsync(writer, session, format, timing).ConfigureAwait(false) && !session.IsEnded)
            {
                await WaitAsync(writer, session, format, timing).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (timing.IsOver && !exchange.Cancellation.IsCancellationRequested)
        {
            // The time is up, or the server stops: the answer ends as it should.
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask WaitAsync(PipeWriter writer, WatchSession session, WatchFormat format, WatchTiming timing)
    {
        try
        {
            await session.WaitAsync(timing.Wake).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!timing.IsOver)
        {
            if (timing.TakeBookmark(session.Position))
            {
                Write(writer, session.Bookmark(), format);
            }
        }
    }

    // False when nobody reads any more.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> DrainAsync(PipeWriter writer, WatchSession session, WatchFormat format, WatchTiming timing)
    {
        while (session.TryNext(out var next))
        {
            Write(writer, next, format);
            if (writer.UnflushedBytes >= FlushAt && !await FlushAsync(writer, timing).ConfigureAwait(false))
            {
                return false;
            }
        }

        return writer.UnflushedBytes == 0 || await FlushAsync(writer, timing).ConfigureAwait(false);
    }

    private static async ValueTask<bool> FlushAsync(PipeWriter writer, WatchTiming timing) =>
        !(await writer.FlushAsync(timing.End).ConfigureAwait(false)).IsCompleted;

    private static void Write(PipeWriter writer, WatchEvent next, WatchFormat format)
    {
        var begin = WatchFormat.Begin(next.Type).Span;
        var document = format.Object(next).Span;
        var end = WatchFormat.End.Span;
        var length = begin.Length + document.Length + end.Length;
        var span = writer.GetSpan(length);
        begin.CopyTo(span);
        document.CopyTo(span[begin.Length..]);
        end.CopyTo(span[(begin.Length + document.Length)..]);
        writer.Advance(length);
    }
}
