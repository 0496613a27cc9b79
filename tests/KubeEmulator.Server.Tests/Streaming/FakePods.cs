using System.IO.Pipelines;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Tests.Streaming;

/// <summary>A kubelet, its pods and their containers, played by delegates.</summary>
internal sealed class FakePods : IPodRuntime, INodeRuntime, IPodSandbox
{
    public Func<IReadOnlyList<string>, PodStreams, CancellationToken, Task<int>> Exec { get; set; } = (_, _, _) => Task.FromResult(0);

    public Func<PodStreams, CancellationToken, Task> Attach { get; set; } = (_, _) => Task.CompletedTask;

    public Func<PodLogOptions, Stream, CancellationToken, Task> Logs { get; set; } = (_, output, _) => output.WriteAsync("line\n"u8.ToArray()).AsTask();

    public Func<HttpRequestMessage, Task<HttpResponseMessage>> Http { get; set; } = request => Task.FromResult(new HttpResponseMessage { Content = new StringContent($"{request.Method} {request.RequestUri}") });

    /// <summary>What listens on raw ports.</summary>
    public Dictionary<int, Func<Stream, Task>> Ports { get; } = [];

    public HashSet<string> Running { get; } = ["app"];

    public bool HasKubelet { get; set; } = true;

    public IReadOnlyList<KubeObject> Pods { get; set; } = [];

    public MapValue Configuration => MapValue.Of(("kind", "KubeletConfiguration"), ("apiVersion", "kubelet.config.k8s.io/v1beta1"));

    public bool IsRunning => Running.Count > 0;

    public IPodSandbox? Find(KubeObject pod) => HasKubelet ? this : null;

    public INodeRuntime? FindNode(string nodeName) => HasKubelet ? this : null;

    public NodeUsage ReadUsage() => new(
        DateTimeOffset.UnixEpoch.AddHours(1),
        DateTimeOffset.UnixEpoch,
        new ResourceUsage(300_000_000, 9_000_000_000, 4096),
        [new PodUsage("default", "p", "uid-1", DateTimeOffset.UnixEpoch, [new ContainerUsage("app", DateTimeOffset.UnixEpoch, new ResourceUsage(200_000_000, 3_000_000_000, 1024))])]);

    public bool IsContainerRunning(string container) => Running.Contains(container);

    public Task LogsAsync(string container, PodLogOptions options, Stream output, CancellationToken cancellation) => Logs(options, output, cancellation);

    public Task<int> ExecAsync(string container, IReadOnlyList<string> command, PodStreams streams, CancellationToken cancellation) => Exec(command, streams, cancellation);

    public Task AttachAsync(string container, PodStreams streams, CancellationToken cancellation) => Attach(streams, cancellation);

    public Task<Stream> ConnectAsync(int port, CancellationToken cancellation)
    {
        if (!Ports.TryGetValue(port, out var serve))
        {
            throw new IOException($"dial tcp4 127.0.0.1:{port}: connect: connection refused");
        }

        var (near, far) = Loop.Pair();
        _ = ServeAsync(serve, far);
        return Task.FromResult<Stream>(near);
    }

    public Task<HttpResponseMessage> SendAsync(int port, HttpRequestMessage request, CancellationToken cancellation) => Http(request);

    private static async Task ServeAsync(Func<Stream, Task> serve, Stream stream)
    {
        await using (stream)
        {
            await serve(stream);
        }
    }

    /// <summary>Both ends of a connection in memory.</summary>
    internal sealed class Loop(PipeReader reader, PipeWriter writer) : Stream, IHalfCloseStream
    {
        private readonly Stream _in = reader.AsStream();
        private readonly Stream _out = writer.AsStream();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public static (Loop Near, Loop Far) Pair()
        {
            var (up, down) = (new Pipe(), new Pipe());
            return (new Loop(down.Reader, up.Writer), new Loop(up.Reader, down.Writer));
        }

        public void CloseWriting() => writer.Complete();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _in.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => _in.ReadAsync(buffer, offset, count, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _out.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => _out.WriteAsync(buffer, offset, count, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            writer.Complete();
            reader.Complete();
            base.Dispose(disposing);
        }
    }
}
