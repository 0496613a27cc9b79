namespace KubeEmulator.Api;

/// <summary>One running pod as its kubelet knows it.</summary>
public interface IPodSandbox
{
    /// <summary>Copies a container's log to <paramref name="output"/>; follows until the container ends or the caller cancels.</summary>
    Task LogsAsync(string container, PodLogOptions options, Stream output, CancellationToken cancellation);

    /// <summary>Runs a command in a container and returns its exit code.</summary>
    Task<int> ExecAsync(string container, IReadOnlyList<string> command, PodStreams streams, CancellationToken cancellation);

    /// <summary>Joins the container's main process and returns its exit code when it ends.</summary>
    Task<int> AttachAsync(string container, PodStreams streams, CancellationToken cancellation);

    /// <summary>Opens a connection to a port of the pod; throws <see cref="IOException"/> where nobody listens.</summary>
    Task<Stream> ConnectAsync(int port, CancellationToken cancellation);

    /// <summary>Sends an HTTP request to a port of the pod; throws <see cref="IOException"/> where nobody listens.</summary>
    Task<HttpResponseMessage> SendAsync(int port, HttpRequestMessage request, CancellationToken cancellation);
}
