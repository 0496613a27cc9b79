using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Load;

/// <summary>A server under load: where it is, whose credentials to use, and the process whose time and memory count.</summary>
internal sealed class LoadTarget : IDisposable
{
    private readonly HttpClient _http;
    private readonly Process[] _processes;

    public LoadTarget(string name, string kubeconfig, IEnumerable<int> processes, bool http2)
    {
        Name = name;
        _processes = [.. processes.Select(Process.GetProcessById)];
        var config = (MapValue)YamlText.Parse(File.ReadAllText(kubeconfig));
        var cluster = config.Maps("clusters").First().Map("cluster")!;
        var user = config.Maps("users").First().Map("user") ?? MapValue.Empty;
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 2048, EnableMultipleHttp2Connections = true, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10) };

        if (http2)
        {
            // As client-go has it: a list need not wait for the client to find out that the window may grow.
            handler.InitialHttp2StreamWindowSize = 4 * 1024 * 1024;
        }

        // On loopback the load is measured, not the certificate; elsewhere the machine must trust it.
        var address = new Uri(cluster.StringOrEmpty("server") + "/");
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) => address.IsLoopback || errors == SslPolicyErrors.None;
        if (Pem(user, "client-certificate") is { } certificate && Pem(user, "client-key") is { } key)
        {
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPem(certificate, key)];
        }

        _http = new HttpClient(handler)
        {
            BaseAddress = address,
            DefaultRequestVersion = http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Timeout = TimeSpan.FromMinutes(2),
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("kube-load/1");
        if (user.String("token") is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public string Name { get; }

    /// <summary>The processor time that the server has used so far.</summary>
    public TimeSpan Processor => _processes.Aggregate(TimeSpan.Zero, (sum, process) =>
    {
        process.Refresh();
        return sum + process.TotalProcessorTime;
    });

    /// <summary>The memory that the server holds, in MiB.</summary>
    public double MemoryMiB => _processes.Sum(process =>
    {
        process.Refresh();
        return process.WorkingSet64;
    }) / 1048576.0;

    /// <summary>Makes a call and reads its answer to the end; its length.</summary>
    /// <exception cref="InvalidOperationException">The server refuses.</exception>
    public async Task<int> CallAsync(HttpMethod method, string path, byte[]? body = null, string contentType = "application/json")
    {
        using var request = Request(method, path, body, contentType);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{Name}: {method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        // Read and forgotten: to gather megabytes would measure this program, on the server's cores.
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        var length = 0;
        for (var read = await stream.ReadAsync(buffer); read > 0; read = await stream.ReadAsync(buffer))
        {
            length += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return length;
    }

    /// <summary>Opens a stream, such as a watch.</summary>
    public async Task<Stream> OpenAsync(string path, CancellationToken cancellation)
    {
        using var request = Request(HttpMethod.Get, path, null, "");
        var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStreamAsync(cancellation);
    }

    public void Dispose()
    {
        _http.Dispose();
        foreach (var process in _processes)
        {
            process.Dispose();
        }
    }

    private static string? Pem(MapValue user, string member) =>
        user.String(member + "-data") is { } data ? Encoding.UTF8.GetString(Convert.FromBase64String(data))
        : user.String(member) is { } file ? File.ReadAllText(file)
        : null;

    private static HttpRequestMessage Request(HttpMethod method, string path, byte[]? body, string contentType)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        }

        return request;
    }
}
