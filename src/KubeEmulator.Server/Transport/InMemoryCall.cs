using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeEmulator.Server.Transport;

/// <summary>One request in memory and its answer: the server's side of both, and the pipe between.</summary>
internal sealed class InMemoryCall : IHttpResponseBodyFeature, IHttpRequestLifetimeFeature, IHttpResponseFeature, IDisposable
{
    // A client that does not read stops the server here, as the two buffers of a loopback socket would. With 64 KiB a page of 500 pods (2 MB)
    // is thirty ways there and back between two threads, with this it is a few.
    private const int Unread = 1024 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: Unread, resumeWriterThreshold: Unread / 2, useSynchronizationContext: false));
    private readonly TaskCompletionSource _headersSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _aborted = new();
    private readonly List<(Func<object, Task> Callback, object State)> _onStarting = [];
    private readonly List<(Func<object, Task> Callback, object State)> _onCompleted = [];
    private readonly FeatureCollection _features = new();
    private readonly CancellationToken _abortedToken;
    private PipeWriter? _writer;
    private Stream? _stream;

    public InMemoryCall(HttpRequestFeature request, IHttpUpgradeFeature? upgrade = null)
    {
        _abortedToken = _aborted.Token;
        _features.Set<IHttpRequestFeature>(request);
        _features.Set<IHttpResponseFeature>(this);
        _features.Set<IHttpResponseBodyFeature>(this);
        _features.Set<IHttpRequestLifetimeFeature>(this);
        _features.Set(upgrade);
    }

    /// <summary>Completes when the status and the headers are final.</summary>
    public Task HeadersSent => _headersSent.Task;

    /// <summary>The answer's body.</summary>
    public PipeReader Body => _pipe.Reader;

    public int StatusCode { get; set; } = 200;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public bool HasStarted { get; private set; }

    public CancellationToken RequestAborted { get => _abortedToken; set => throw new NotSupportedException(); }

    public PipeWriter Writer => _writer ??= new StartingWriter(this, _pipe.Writer);

    public Stream Stream => _stream ??= Writer.AsStream();

    Stream IHttpResponseFeature.Body { get => Stream; set => throw new NotSupportedException(); }

    /// <summary>Runs the request; its answer comes through <see cref="HeadersSent"/> and <see cref="Body"/>.</summary>
    public void Start(RequestDelegate application) => _ = RunAsync(application);

    public void Abort()
    {
        try
        {
            _aborted.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The answer was complete already.
        }
    }

    public void Dispose() => _aborted.Dispose();

    public void OnStarting(Func<object, Task> callback, object state) => _onStarting.Add((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => _onCompleted.Add((callback, state));

    public void DisableBuffering()
    {
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (HasStarted)
        {
            return;
        }

        HasStarted = true;
        for (var i = _onStarting.Count - 1; i >= 0; i--)
        {
            await _onStarting[i].Callback(_onStarting[i].State).ConfigureAwait(false);
        }

        _headersSent.TrySetResult();
    }

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        await SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken).ConfigureAwait(false);

    public async Task CompleteAsync()
    {
        await StartAsync().ConfigureAwait(false);
        await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>What went through the writer before the headers are final makes them so.</summary>
    internal Task StartedAsync() => HasStarted ? Task.CompletedTask : StartAsync();

    private async Task RunAsync(RequestDelegate application)
    {
        // The client's thread goes on to wait for the headers; a synchronous answer is there by then.
        try
        {
            await application(new DefaultHttpContext(_features)).ConfigureAwait(false);
            if (_abortedToken.IsCancellationRequested)
            {
                // Cut off, as a connection is: an answer that did not end must not look as if it had.
                throw new IOException("The connection was reset.");
            }

            await StartAsync().ConfigureAwait(false);
            await Writer.FlushAsync().ConfigureAwait(false);
            await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception broken)
        {
            _headersSent.TrySetException(new HttpRequestException("The server ended the request.", broken));
            await _pipe.Writer.CompleteAsync(new IOException("The server ended the answer.", broken)).ConfigureAwait(false);
        }

        foreach (var (callback, state) in _onCompleted)
        {
            await callback(state).ConfigureAwait(false);
        }

        Dispose();
    }
}
