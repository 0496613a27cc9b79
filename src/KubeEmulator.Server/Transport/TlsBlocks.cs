using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace KubeEmulator.Server.Transport;

/// <summary>
/// The memory in which a connection gathers what TLS is to encrypt. Kestrel's blocks are of 4 KiB, and each becomes a record, a copy and
/// a write of its own: with blocks as long as TLS's longest record a list takes a fifth less processor time. What is below TLS and above
/// it keeps Kestrel's memory.
/// </summary>
internal sealed class TlsBlocks(IMemoryPoolFeature others) : MemoryPool<byte>, IMemoryPoolFeature
{
    /// <summary>The longest record.</summary>
    public const int Size = 16 * 1024;

    public override int MaxBufferSize => Shared.MaxBufferSize;

    MemoryPool<byte> IMemoryPoolFeature.MemoryPool => this;

    /// <summary>Goes before TLS, which takes its memory when a connection begins.</summary>
    public static ConnectionDelegate Lend(ConnectionDelegate next) => connection =>
    {
        if (connection.Features.Get<IMemoryPoolFeature>() is { } others)
        {
            connection.Features.Set<IMemoryPoolFeature>(new TlsBlocks(others));
        }

        return next(connection);
    };

    /// <summary>Goes after TLS: what speaks HTTP has many small needs, and Kestrel's memory for them.</summary>
    public static ConnectionDelegate TakeBack(ConnectionDelegate next) => connection =>
    {
        if (connection.Features.Get<IMemoryPoolFeature>() is TlsBlocks lent)
        {
            connection.Features.Set(lent.Others);
        }

        return next(connection);
    };

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, Size));

    protected override void Dispose(bool disposing)
    {
        // The process's memory, not this pool's.
    }

    private IMemoryPoolFeature Others => others;
}
