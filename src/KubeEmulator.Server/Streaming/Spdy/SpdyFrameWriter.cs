using System.Buffers;
using System.Buffers.Binary;

namespace KubeEmulator.Server.Streaming.Spdy;

/// <summary>Puts frames on a connection, one at a time. Header blocks go out uncompressed in a valid zlib stream. Thread-safe.</summary>
#pragma warning disable CA1001 // The lock holds no handle, and a writer that comes late must fail at the connection, not at the lock.
internal sealed class SpdyFrameWriter(Stream transport)
#pragma warning restore CA1001
{
    /// <summary>The most data in one frame; larger writes are cut, so that streams share the connection fairly.</summary>
    public const int MaxData = 32 * 1024;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ArrayBufferWriter<byte> _control = new(64);
    private bool _headersBegun;

    /// <summary>Sends data of a stream; an end may be sent with no data.</summary>
    public async ValueTask WriteDataAsync(int streamId, ReadOnlyMemory<byte> data, bool fin, CancellationToken cancellation)
    {
        do
        {
            var piece = data[..Math.Min(data.Length, MaxData)];
            data = data[piece.Length..];
            await WriteDataFrameAsync(streamId, piece, fin && data.IsEmpty, cancellation).ConfigureAwait(false);
        }
        while (!data.IsEmpty);
    }

    /// <summary>Accepts a stream.</summary>
    public ValueTask WriteReplyAsync(int streamId, CancellationToken cancellation) => WriteHeadersAsync(SpdyFrameType.SynReply, streamId, [], cancellation);

    /// <summary>Sends a frame that has a stream and a header block.</summary>
    public async ValueTask WriteHeadersAsync(SpdyFrameType type, int streamId, IReadOnlyCollection<KeyValuePair<string, string>> headers, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var block = Pack(SpdyHeaders.ToBlock(headers));
            var prefix = type == SpdyFrameType.SynStream ? 10 : 4;
            var payload = new byte[prefix + block.Length];
            BinaryPrimitives.WriteInt32BigEndian(payload, streamId);
            block.CopyTo(payload.AsSpan(prefix));
            await WriteControlAsync(type, payload, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends a control frame of one or two numbers.</summary>
    public async ValueTask WriteNumbersAsync(SpdyFrameType type, int first, int? second, CancellationToken cancellation)
    {
        var payload = new byte[second is null ? 4 : 8];
        BinaryPrimitives.WriteInt32BigEndian(payload, first);
        if (second is { } number)
        {
            BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(4), number);
        }

        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await WriteControlAsync(type, payload, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask WriteDataFrameAsync(int streamId, ReadOnlyMemory<byte> data, bool fin, CancellationToken cancellation)
    {
        var frame = ArrayPool<byte>.Shared.Rent(SpdyFrameHead.Size + data.Length);
        new SpdyFrameHead(null, streamId, fin ? SpdyFrameHead.Fin : (byte)0, data.Length).Write(frame);
        data.Span.CopyTo(frame.AsSpan(SpdyFrameHead.Size));
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // A frame is written whole or not at all: a caller that gives up in the middle would garble the others' frames.
            await transport.WriteAsync(frame.AsMemory(0, SpdyFrameHead.Size + data.Length), CancellationToken.None).ConfigureAwait(false);
            await transport.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    private async ValueTask WriteControlAsync(SpdyFrameType type, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _control.ResetWrittenCount();
        new SpdyFrameHead(type, 0, 0, payload.Length).Write(_control.GetSpan(SpdyFrameHead.Size));
        _control.Advance(SpdyFrameHead.Size);
        _control.Write(payload.Span);
        await transport.WriteAsync(_control.WrittenMemory, CancellationToken.None).ConfigureAwait(false);
        await transport.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private byte[] Pack(byte[] block)
    {
        // Go's reader gives out what it has unpacked when it meets an empty block, as a flush writes it.
        byte[] stored = [.. StoredBlock.Of(block), .. StoredBlock.Of([])];
        if (_headersBegun)
        {
            return stored;
        }

        // Deflate with a 32 KB window and a dictionary (RFC 1950): 78 F9 and the dictionary's checksum.
        _headersBegun = true;
        var begun = new byte[6 + stored.Length];
        begun[0] = 0x78;
        begun[1] = 0xf9;
        BinaryPrimitives.WriteUInt32BigEndian(begun.AsSpan(2), SpdyDictionary.Checksum);
        stored.CopyTo(begun.AsSpan(6));
        return begun;
    }
}
