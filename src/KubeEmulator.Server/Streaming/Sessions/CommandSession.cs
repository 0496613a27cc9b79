using System.Text;
using KubeEmulator.Api;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>A client's streams of one exec or attach, whatever protocol carries them. Disposing ends all of them.</summary>
internal abstract class CommandSession : IAsyncDisposable
{
    /// <summary>The streams for the container.</summary>
    public abstract PodStreams Streams { get; }

    /// <summary>Fires when the client has gone.</summary>
    public abstract CancellationToken Gone { get; }

    /// <summary>Whether the protocol's result is a Status; else only a failure's text is sent.</summary>
    protected abstract bool HasStatus { get; }

    /// <summary>Whether upstream has a translator in between.</summary>
    protected virtual bool IsTranslated => false;

    /// <summary>Tells the client how it ended.</summary>
    public async ValueTask ReportAsync(CommandOutcome outcome)
    {
        if (HasStatus)
        {
            await WriteErrorAsync(outcome.ToStatus(IsTranslated).ToUtf8Bytes()).ConfigureAwait(false);
        }
        else if (!outcome.IsSuccess)
        {
            await WriteErrorAsync(Encoding.UTF8.GetBytes(outcome.Message(IsTranslated))).ConfigureAwait(false);
        }
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Sends on the error stream.</summary>
    protected abstract ValueTask WriteErrorAsync(ReadOnlyMemory<byte> bytes);
}
