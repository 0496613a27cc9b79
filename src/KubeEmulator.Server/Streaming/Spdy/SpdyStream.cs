using KubeEmulator.Server.Streaming.Sessions;

namespace KubeEmulator.Server.Streaming.Spdy;

/// <summary>
/// One stream of a connection that the client has opened. What comes waits in a bounded pipe, and with it the whole connection, as
/// upstream's does; what is read is given back to the client's window. Disposing it says that nothing more will be read or written.
/// </summary>
/// <param name="frames">Where its frames go.</param>
/// <param name="id">The number that the client gave it.</param>
/// <param name="headers">The headers it was opened with.</param>
/// <param name="forget">Told its number when it is disposed.</param>
internal sealed class SpdyStream(SpdyFrameWriter frames, int id, IReadOnlyDictionary<string, string> headers, Action<int> forget) : AsyncStream
{
    private const int GiveBackFrom = 16 * 1024;

    private int _taken;
    private int _ended;

    /// <summary>The number that the client gave it.</summary>
    public int Id => id;

    /// <summary>The headers it was opened with.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    /// <summary>Where the connection puts what comes.</summary>
    public InputPipe Received { get; } = new();

    /// <summary>A header's value, or empty.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>Says that nothing more will be written.</summary>
    public async ValueTask CloseWritingAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            await frames.WriteDataAsync(Id, ReadOnlyMemory<byte>.Empty, fin: true, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Breaks the stream off in both directions.</summary>
    public async ValueTask ResetAsync()
    {
        StopReading();
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            await frames.WriteNumbersAsync(SpdyFrameType.RstStream, Id, SpdyReset.Cancel, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Lets what still comes fall down.</summary>
    public void StopReading() => Received.Stop();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await Received.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _taken += read;
        if (_taken >= GiveBackFrom)
        {
            await frames.WriteNumbersAsync(SpdyFrameType.WindowUpdate, Id, _taken, cancellationToken).ConfigureAwait(false);
            _taken = 0;
        }

        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _ended) != 0)
        {
            throw new IOException("The stream has been closed.");
        }

        if (!buffer.IsEmpty)
        {
            await frames.WriteDataAsync(Id, buffer, fin: false, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        StopReading();
        try
        {
            await CloseWritingAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection has gone before the stream.
        }

        forget(id);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The client has broken it off: reads end, writes fail.</summary>
    public void Abandon()
    {
        Volatile.Write(ref _ended, 1);
        Received.End();
    }
}
