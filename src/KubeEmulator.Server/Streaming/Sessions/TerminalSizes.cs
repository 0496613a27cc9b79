using System.Text.Json;
using System.Threading.Channels;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>The sizes that a client sends as JSON objects one after another, <c>{"Width":80,"Height":24}</c>.</summary>
internal static class TerminalSizes
{
    // An object is some thirty bytes; a client that sends no end of one is not heard any more.
    private const int MaxPending = 4096;

    /// <summary>The sizes as they come, the newest only where several came meanwhile.</summary>
    public static IAsyncEnumerable<(ushort Width, ushort Height)> Of(Stream stream, CancellationToken gone)
    {
        var sizes = Channel.CreateBounded<(ushort, ushort)>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true });
        _ = PumpAsync(stream, sizes.Writer, gone);
        return sizes.Reader.ReadAllAsync(gone);
    }

    private static async Task PumpAsync(Stream stream, ChannelWriter<(ushort, ushort)> sizes, CancellationToken gone)
    {
        var buffer = new byte[MaxPending];
        var pending = 0;
        try
        {
            while (pending < buffer.Length && await stream.ReadAsync(buffer.AsMemory(pending), gone).ConfigureAwait(false) is var read and > 0)
            {
                pending += read;
                while (buffer.AsSpan(0, pending).IndexOf((byte)'}') is var end and >= 0)
                {
                    sizes.TryWrite(Parse(buffer.AsSpan(0, end + 1)));
                    buffer.AsSpan(end + 1, pending - end - 1).CopyTo(buffer);
                    pending -= end + 1;
                }
            }
        }
        catch (Exception e) when (e is JsonException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // What is no size ends the sizes, as upstream's decoder does.
        }

        sizes.TryComplete();
    }

    private static (ushort Width, ushort Height) Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        ushort width = 0;
        ushort height = 0;
        while (reader.Read())
        {
            // Go reads member names without regard to case.
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt16(out var value))
                {
                    width = name.Equals("Width", StringComparison.OrdinalIgnoreCase) ? value : width;
                    height = name.Equals("Height", StringComparison.OrdinalIgnoreCase) ? value : height;
                }
            }
        }

        return (width, height);
    }
}
