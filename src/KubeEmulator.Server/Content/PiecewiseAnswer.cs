using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace KubeEmulator.Server.Content;

/// <summary>
/// An answer whose pieces come one after another. It holds them back until it is clear whether the answer has a length, or is worth
/// compressing, and then copies them into large blocks: with TLS each block is a write, and a list has thousands of pieces.
/// </summary>
internal sealed class PiecewiseAnswer(Exchange exchange, int status, string contentType) : IDisposable
{
    // Few enough to stay off the large object heap, many enough that the socket is not asked for every other object.
    private const int BlockSize = 64 * 1024;

    private readonly bool _compresses = AnswerWriter.AcceptsGzip(exchange);
    private List<ReadOnlyMemory<byte>>? _held = new(32);
    private long _length;
    private PipeWriter? _writer;
    private GZipStream? _gzip;
    private byte[]? _uncompressed;
    private Memory<byte> _block;
    private int _filled;
    private bool _gone;

    /// <summary>Adds a piece; it must not change until <see cref="EndAsync"/> has completed.</summary>
    public ValueTask AddAsync(ReadOnlyMemory<byte> piece) => AddAsync(ReadOnlyMemory<byte>.Empty, piece);

    /// <summary>Adds two pieces.</summary>
    public ValueTask AddAsync(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> piece)
    {
        if (_held is not null)
        {
            return HoldAsync(before, piece);
        }

        if (before.Length + piece.Length > _block.Length - _filled)
        {
            return SpreadAsync(before, piece);
        }

        var free = _block.Span[_filled..];
        before.Span.CopyTo(free);
        piece.Span.CopyTo(free[before.Length..]);
        _filled += before.Length + piece.Length;
        return default;
    }

    /// <summary>Writes what is left.</summary>
    public async ValueTask EndAsync()
    {
        if (_held is not null)
        {
            await AnswerWriter.WriteAsync(exchange, status, contentType, _held).ConfigureAwait(false);
        }
        else if (_gzip is not null)
        {
            await _gzip.WriteAsync(_block[.._filled], exchange.Cancellation).ConfigureAwait(false);
            await _gzip.DisposeAsync().ConfigureAwait(false);
        }
        else if (_filled > 0 && !_gone)
        {
            _writer!.Advance(_filled);
        }
    }

    public void Dispose()
    {
        if (_uncompressed is not null)
        {
            ArrayPool<byte>.Shared.Return(_uncompressed);
            _uncompressed = null;
        }
    }

    private ValueTask HoldAsync(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> piece)
    {
        if (before.Length > 0)
        {
            _held!.Add(before);
        }

        _held!.Add(piece);
        _length += before.Length + piece.Length;
        return _length > (_compresses ? AnswerWriter.CompressFrom - 1 : AnswerWriter.LengthKnownUpTo) ? BeginAsync() : default;
    }

    private async ValueTask BeginAsync()
    {
        var held = _held!;
        if (HttpMethods.IsHead(exchange.Http.Request.Method))
        {
            // Goes on being held: nothing of it is written.
            return;
        }

        _held = null;
        AnswerWriter.Begin(exchange, status, contentType);
        if (_compresses)
        {
            _gzip = AnswerWriter.BeginGzip(exchange);
            _block = _uncompressed = ArrayPool<byte>.Shared.Rent(BlockSize);
        }
        else
        {
            _writer = exchange.Http.Response.BodyWriter;
            _block = _writer.GetMemory(BlockSize);
        }

        foreach (var piece in held)
        {
            await AddAsync(piece).ConfigureAwait(false);
        }
    }

    private async ValueTask SpreadAsync(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> piece)
    {
        await SpreadAsync(before).ConfigureAwait(false);
        await SpreadAsync(piece).ConfigureAwait(false);
    }

    private async ValueTask SpreadAsync(ReadOnlyMemory<byte> piece)
    {
        while (piece.Length > 0 && !_gone)
        {
            var part = Math.Min(piece.Length, _block.Length - _filled);
            piece.Span[..part].CopyTo(_block.Span[_filled..]);
            _filled += part;
            piece = piece[part..];
            if (_filled == _block.Length)
            {
                await EmptyBlockAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask EmptyBlockAsync()
    {
        if (_gzip is not null)
        {
            await _gzip.WriteAsync(_block, exchange.Cancellation).ConfigureAwait(false);
        }
        else
        {
            _writer!.Advance(_filled);
            _gone = (await _writer.FlushAsync(exchange.Cancellation).ConfigureAwait(false)).IsCompleted;
            _block = _gone ? default : _writer.GetMemory(BlockSize);
        }

        _filled = 0;
    }
}
