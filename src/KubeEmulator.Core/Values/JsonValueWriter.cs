using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>How every document leaves: compact, characters outside ASCII as they are, no validation on the way.</summary>
internal static class JsonValueWriter
{
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    // Larger buffers than this are left to the collector.
    private const int LargestKept = 1 << 20;

    [ThreadStatic]
    private static Spare? _spare;

    /// <summary>A value as compact JSON; the writer and its buffer are used again by the same thread.</summary>
    public static byte[] ToUtf8(Value value)
    {
        var spare = _spare ?? new Spare();
        _spare = null;
        value.WriteTo(spare.Writer);
        spare.Writer.Flush();
        var utf8 = spare.Buffer.WrittenSpan.ToArray();
        if (spare.Buffer.Capacity <= LargestKept)
        {
            spare.Buffer.ResetWrittenCount();
            spare.Writer.Reset();
            _spare = spare;
        }

        return utf8;
    }

    private sealed class Spare
    {
        public Spare() => Writer = new Utf8JsonWriter(Buffer, Options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(4096);

        public Utf8JsonWriter Writer { get; }
    }
}
