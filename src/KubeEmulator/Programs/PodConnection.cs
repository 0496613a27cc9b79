using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace KubeEmulator.Programs;

/// <summary>A connection of a pod's network as Kestrel sees it. What comes is read ahead, so that a client that leaves is noticed at once.</summary>
internal sealed class PodConnection : DefaultConnectionContext, IDuplexPipe
{
    private readonly Stream _stream;
    private readonly Pipe _input = new();
    private readonly PipeWriter _output;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PodConnection(Stream stream, IPEndPoint local)
    {
        _stream = stream;
        _output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        Transport = this;
        LocalEndPoint = local;
        RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 0);
        ConnectionClosed = _closed.Token;
    }

    public PipeReader Input => _input.Reader;

    public PipeWriter Output => _output;

    /// <summary>Carries bytes until Kestrel lets go of the connection.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(ended.Token);
        await _released.Task.ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
    }

    public override void Abort(ConnectionAbortedException abortReason) => _closed.Cancel();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        _released.TrySetResult();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await _stream.ReadAsync(_input.Writer.GetMemory(), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                _input.Writer.Advance(read);
                if ((await _input.Writer.FlushAsync(cancellationToken).ConfigureAwait(false)).IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The end, however it came.
        }

        await _input.Writer.CompleteAsync().ConfigureAwait(false);
        await _closed.CancelAsync().ConfigureAwait(false);
    }
}
