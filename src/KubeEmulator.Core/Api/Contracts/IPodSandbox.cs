namespace KubeEmulator.Api;

/// <summary>
/// One pod as its kubelet keeps it. Cancelling a call means that the client has gone: what was started for it is killed, and the call
/// ends soon. Thread-safe.
/// </summary>
public interface IPodSandbox
{
    /// <summary>Whether the pod's sandbox is up, so that its ports can be reached.</summary>
    bool IsRunning { get; }

    /// <summary>Whether a container (init, ordinary, ephemeral) runs now, so that it can be entered.</summary>
    bool IsContainerRunning(string container);

    /// <summary>
    /// Copies a container's log to <paramref name="output"/>; follows until the container ends or the caller cancels. The log is that of
    /// the run which runs or ran last, or with <see cref="PodLogOptions.Previous"/> of the one before.
    /// </summary>
    /// <exception cref="PodRuntimeException">There is no such run; thrown before anything is written.</exception>
    Task LogsAsync(string container, PodLogOptions options, Stream output, CancellationToken cancellation);

    /// <summary>
    /// Runs a command in a container and returns its exit code. Neither waits for the end of the caller's input once the command has
    /// ended, nor closes the caller's streams. A write that throws <see cref="IOException"/> is a broken pipe to the command.
    /// </summary>
    /// <exception cref="PodRuntimeException">The container does not run, or the command cannot be started; the message is the runtime's.</exception>
    Task<int> ExecAsync(string container, IReadOnlyList<string> command, PodStreams streams, CancellationToken cancellation);

    /// <summary>Joins the streams of the container's main process until it ends; a client that leaves does not end it.</summary>
    /// <exception cref="PodRuntimeException">The container does not run.</exception>
    Task AttachAsync(string container, PodStreams streams, CancellationToken cancellation);

    /// <summary>
    /// Opens a connection to a port of the pod, which the caller disposes. It may be an <see cref="IHalfCloseStream"/>; a read of no bytes
    /// is the other side's end.
    /// </summary>
    /// <exception cref="IOException">Nobody listens; the message says so in the words of Go's <c>net</c> (<c>connection refused</c>).</exception>
    Task<Stream> ConnectAsync(int port, CancellationToken cancellation);

    /// <summary>
    /// Sends an HTTP request to a port of the pod. Redirects are not followed, bodies are streams in both directions, and the answer is
    /// there as soon as its headers are.
    /// </summary>
    /// <exception cref="IOException">Nobody listens, or the connection broke.</exception>
    Task<HttpResponseMessage> SendAsync(int port, HttpRequestMessage request, CancellationToken cancellation);
}
