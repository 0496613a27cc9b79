using System.Buffers.Binary;
using System.IO.Compression;

namespace KubeEmulator.Server.Streaming.Spdy;

/// <summary>
/// Unpacks the header blocks of one direction of a connection: one zlib stream with SPDY's dictionary, flushed after each block. The
/// framework's inflater takes no dictionary; it is given one as an uncompressed block before the client's first.
/// </summary>
internal sealed class SpdyHeaderInflater : IDisposable
{
    // What spdystream allows a header block to hold; a block that unpacks to more is an attack.
    private const int MaxBlock = 1024 * 1024;
    private const int ZlibHeader = 2;
    private const int ChecksumLength = 4;

    private readonly FedStream _packed = new();
    private readonly DeflateStream _inflater;
    private bool _begun;

    public SpdyHeaderInflater() => _inflater = new DeflateStream(_packed, CompressionMode.Decompress);

    /// <summary>The unpacked block.</summary>
    /// <exception cref="SpdyException">It is none.</exception>
    public byte[] Inflate(ReadOnlyMemory<byte> block)
    {
        try
        {
            if (!_begun)
            {
                block = Begin(block);
            }

            _packed.Feed(block);
            return ReadAll();
        }
        catch (InvalidDataException broken)
        {
            throw new SpdyException("a header block cannot be unpacked", broken);
        }
    }

    public void Dispose() => _inflater.Dispose();

    private ReadOnlyMemory<byte> Begin(ReadOnlyMemory<byte> block)
    {
        var usesDictionary = block.Length >= ZlibHeader && (block.Span[1] & 0x20) != 0;
        if (block.Length < ZlibHeader + (usesDictionary ? ChecksumLength : 0)
            || (usesDictionary && BinaryPrimitives.ReadUInt32BigEndian(block.Span[ZlibHeader..]) != SpdyDictionary.Checksum))
        {
            throw new SpdyException("the first header block does not begin as zlib does with SPDY's dictionary");
        }

        _begun = true;
        _packed.Feed(StoredBlock.Of(SpdyDictionary.Bytes.Span));
        _inflater.ReadExactly(new byte[SpdyDictionary.Bytes.Length]);
        return block[(ZlibHeader + (usesDictionary ? ChecksumLength : 0))..];
    }

    private byte[] ReadAll()
    {
        using var unpacked = new MemoryStream();
        var buffer = new byte[1024];
        while (_inflater.Read(buffer) is var read and > 0)
        {
            unpacked.Write(buffer, 0, read);
            if (unpacked.Length > MaxBlock)
            {
                throw new SpdyException("a header block is too large");
            }
        }

        return unpacked.ToArray();
    }

    /// <summary>A stream that ends where what was fed ends, and goes on with what is fed next.</summary>
    private sealed class FedStream : Stream
    {
        private ReadOnlyMemory<byte> _left;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void Feed(ReadOnlyMemory<byte> bytes) => _left = bytes;

        public override int Read(Span<byte> buffer)
        {
            var taken = Math.Min(buffer.Length, _left.Length);
            _left.Span[..taken].CopyTo(buffer);
            _left = _left[taken..];
            return taken;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
