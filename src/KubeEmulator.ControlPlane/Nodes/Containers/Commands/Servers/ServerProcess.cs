using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>A process that listens until a signal or somebody else ends it.</summary>
internal sealed class ServerProcess(CommandRun run) : IDisposable
{
    private readonly TaskCompletionSource<int> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> listeners = [];

    /// <summary>Serves a port; a port that is taken ends the process with the message of Go's net.</summary>
    public void Listen(int port, ContainerPort handler) => listeners.Add(run.Process.Container.Network.Listen(port, handler));

    /// <summary>Serves HTTP on a port, over TLS where there is a certificate. The handler runs where the process does, so the two never race.</summary>
    public void Listen(int port, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> handler, X509Certificate2? certificate = null)
    {
        var executor = SynchronizationContext.Current as ProgramExecutor;
        var http = ContainerPort.Http(executor is null ? handler : (request, token) => executor.RunAsync(() => handler(request, token)));
        Listen(port, certificate is null ? http : ContainerPort.Tls(http, certificate));
    }

    /// <summary>Sets what a signal does.</summary>
    public void OnSignals(Func<ContainerSignal, bool> handler) => run.Process.Handler = handler;

    /// <summary>Ends the process.</summary>
    public void End(int code) => ended.TrySetResult(code);

    public async Task<int> WaitAsync()
    {
        await run.Output.FlushAsync();
        return await ended.Task.WaitAsync(run.Token);
    }

    public void Dispose() => listeners.ForEach(listener => listener.Dispose());

    public static HttpResponseMessage Text(string text, HttpStatusCode code = HttpStatusCode.OK, string type = "text/plain") =>
        new(code) { Content = new StringContent(text, Encoding.UTF8, type) };
}
