using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace KubeEmulator.Server.Content;

/// <summary>
/// An answer whose pieces come one after another. It holds them back until it is clear whether the answer has a length, or is worth
/// compressing, and then copies them into large blocks: with TLS each block is a write, and a list has thousands of pieces.
/// </summary>
internal sealed class PiecewiseAnswer(Exchange exchange, int status, string contentType)
{
    // Few enough to stay off the large object heap, many enough that the socket is not asked for every other object.
    private const int BlockSize = 64 * 1024;

    private readonly bool _compresses = AnswerWriter.AcceptsGzip(exchange);
    private List<ReadOnlyMemory<byte>>? _held = new(32);
    private long _length;
    private PipeWriter? _writer;
    private GZipStream? _gzip;
    private Memory<byte> _block;
    private int _filled;
    private bool _gone;

    /// <summary>Adds a piece; it must not change until <see cref="EndAsync"/> has completed.</summary>
    public ValueTask AddAsync(ReadOnlyMemory<byte> piece)
    {
        if (_held is not null)
        {
            _held.Add(piece);
            _length += piece.Length;
            return _length > (_compresses ? AnswerWriter.CompressFrom - 1 : AnswerWriter.LengthKnownUpTo) ? BeginAsync() : default;
        }

        if (_gzip is not null)
        {
            return _gzip.WriteAsync(piece, exchange.Cancellation);
        }

        if (piece.Length <= _block.Length - _filled)
        {
            piece.Span.CopyTo(_block.Span[_filled..]);
            _filled += piece.Length;
            return default;
        }

        return SpreadAsync(piece);
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
            await _gzip.DisposeAsync().ConfigureAwait(false);
        }
        else if (_filled > 0 && !_gone)
        {
            _writer!.Advance(_filled);
        }
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
                _writer!.Advance(_filled);
                _filled = 0;
                _gone = (await _writer.FlushAsync(exchange.Cancellation).ConfigureAwait(false)).IsCompleted;
                _block = _gone ? default : _writer.GetMemory(BlockSize);
            }
        }
    }
}
