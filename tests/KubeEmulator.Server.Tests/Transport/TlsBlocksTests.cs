using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using KubeEmulator.Server.Transport;

namespace KubeEmulator.Server.Tests.Transport;

public sealed class TlsBlocksTests
{
    // A record's head: its type, the version, the length of what follows.
    private const int Head = 5;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task LongAnswer_EitherVersion_ComesInRecordsAsLongAsTheyGet(string version)
    {
        using var server = new TestServer();
        using var certificates = new ClusterCertificates();
        await using var host = await KestrelHost.StartAsync(server.Server, IPAddress.Loopback, 0, certificates.Serving);
        using var wire = new MemoryStream();
        using var handler = KestrelHostTests.Trusting(certificates.Authority);
        handler.ConnectCallback = async (context, cancellation) => new Recorded(await ConnectAsync(context.DnsEndPoint, cancellation), wire);
        using var client = new HttpClient(handler) { DefaultRequestVersion = Version.Parse(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        var answer = await client.GetByteArrayAsync($"https://127.0.0.1:{host.Port}/openapi/v2");

        var full = Records(wire.ToArray()).Count(length => length > TlsBlocks.Size);
        Assert.True(full > answer.Length / TlsBlocks.Size / 2, $"{full} full records for {answer.Length} bytes");
    }

    [Theory]
    [InlineData(-1, TlsBlocks.Size)]
    [InlineData(4096, TlsBlocks.Size)]
    [InlineData(64 * 1024, 64 * 1024)]
    public void Rent_AnySize_IsNeverLessThanARecord(int asked, int given)
    {
        using var blocks = new TlsBlocks(null!);

        using var rented = blocks.Rent(asked);

        Assert.Equal(given, rented.Memory.Length);
    }

    private static async Task<NetworkStream> ConnectAsync(DnsEndPoint server, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static IEnumerable<int> Records(byte[] wire)
    {
        for (var at = 0; at + Head <= wire.Length;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(wire.AsSpan(at + 3));
            yield return length;
            at += Head + length;
        }
    }

    // Notes what comes, as it comes.
    private sealed class Recorded(Stream inner, Stream copy) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            copy.Write(buffer.Span[..read]);
            return read;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
