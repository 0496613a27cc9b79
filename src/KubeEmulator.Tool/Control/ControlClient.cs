using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Control;

/// <summary>Calls the control API of a running emulator.</summary>
internal sealed class ControlClient : IDisposable
{
    // Who listens there may be anybody: a kubeconfig outlives a killed cluster, and its port goes to the next who asks for one.
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    // A clock moved by a year, or a large state saved, takes its time.
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromMinutes(10);

    private readonly HttpClient _http;
    private readonly Uri _server;

    /// <summary>A client for the cluster of a kubeconfig.</summary>
    /// <param name="kubeconfig">The file's path.</param>
    /// <param name="patience">How long a connection, TLS included, and then an answer may take; null for what a person at a terminal would wait.</param>
    /// <exception cref="ToolException">The file cannot be used.</exception>
    public ControlClient(string kubeconfig, TimeSpan? patience = null)
    {
        var config = KubeconfigReader.Read(kubeconfig);
        _server = config.Server;
        var handler = new SocketsHttpHandler { ConnectTimeout = patience ?? ConnectPatience };
        if (config.Authority is { } authority)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && IsSignedBy(shown, authority);
        }

        if (config.Client is { } client)
        {
            handler.SslOptions.ClientCertificates = [client];
        }

        _http = new HttpClient(handler) { BaseAddress = new Uri(_server, "/emulator/v1/"), Timeout = patience ?? AnswerPatience };
        if (config.Token is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>Where the cluster is.</summary>
    public Uri Server => _server;

    /// <summary>Makes a call; the answer, or null where there is none.</summary>
    /// <exception cref="ToolException">The server is not there, is no emulator of this version, or refuses.</exception>
    public async Task<Value?> CallAsync(HttpMethod method, string path, MapValue? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body.ToUtf8Bytes()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        try
        {
            using var answer = await _http.SendAsync(request, cancellation).ConfigureAwait(false);
            CheckVersion(answer);
            var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? text.Length == 0 ? null : Value.Parse(text) : throw Refused((int)answer.StatusCode, text);
        }
        catch (HttpRequestException unreachable)
        {
            throw Unreachable(unreachable.InnerException?.Message ?? unreachable.Message, unreachable);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw Unreachable("it does not answer", late);
        }
    }

    public void Dispose() => _http.Dispose();

    private ToolException Unreachable(string why, Exception cause) =>
        new($"cannot reach the emulator at {_server.GetLeftPart(UriPartial.Authority)}: {why}. Is it running (kube-emulator up), and is this its kubeconfig?", cause) { ExitCode = ExitCodes.Unreachable };

    private static bool IsSignedBy(X509Certificate shown, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var certificate = new X509Certificate2(shown);
        return chain.Build(certificate);
    }

    // The calls of two versions may differ in ways that only look like success.
    private static void CheckVersion(HttpResponseMessage answer)
    {
        var version = answer.Headers.TryGetValues("Emulator-Version", out var values) ? values.First() : null;
        if (version != EmulatorVersion.Text && (version is not null || answer.IsSuccessStatusCode))
        {
            throw new ToolException(version is null
                ? $"the server is no kube-emulator, or one older than this tool ({EmulatorVersion.Text}): start it with this tool's up"
                : $"the cluster runs KubeEmulator {version}, but this tool is {EmulatorVersion.Text}: use the tool of that version (dotnet tool update KubeEmulator.Tool --version {version}), or start the cluster anew with this one")
            {
                ExitCode = ExitCodes.Unreachable,
            };
        }
    }

    private static ToolException Refused(int code, string text)
    {
        try
        {
            return Value.Parse(text) is MapValue status && status.String("message") is { } message
                ? new ToolException(code == 404 && status.Map("details")?.String("name") is null ? $"{message} (is the server a kube-emulator of the same version as this tool?)" : message)
                : new ToolException($"the server answered {code}: {text}");
        }
        catch (ValueFormatException)
        {
            return new ToolException($"the server answered {code}: {text.Trim()}. Is it a kube-emulator of the same version as this tool?");
        }
    }
}
