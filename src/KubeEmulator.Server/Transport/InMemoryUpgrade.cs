using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace KubeEmulator.Server.Transport;

/// <summary>An upgrade of a connection that is two pipes.</summary>
internal sealed class InMemoryUpgrade : IHttpUpgradeFeature
{
    private const int Unread = 64 * 1024;

    private readonly Pipe _toServer = NewPipe();
    private readonly Pipe _toClient = NewPipe();
    private readonly TaskCompletionSource _upgraded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsUpgradableRequest => true;

    /// <summary>Completes when the server has taken the connection over.</summary>
    public Task Upgraded => _upgraded.Task;

    public Task<Stream> UpgradeAsync()
    {
        _upgraded.TrySetResult();
        return Task.FromResult<Stream>(new PipePair(_toServer.Reader, _toClient.Writer, () => { }));
    }

    /// <summary>The client's end; closing it ends the call.</summary>
    public Stream ClientSide(InMemoryCall call) => new PipePair(_toClient.Reader, _toServer.Writer, call.Abort);

    private static Pipe NewPipe() => new(new PipeOptions(pauseWriterThreshold: Unread, resumeWriterThreshold: Unread / 2, useSynchronizationContext: false));
}
