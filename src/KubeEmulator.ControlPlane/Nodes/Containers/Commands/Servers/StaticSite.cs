using System.Net;
using System.Net.Http.Headers;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>Serves the files of a folder, as nginx and httpd do by default.</summary>
internal sealed class StaticSite(CommandRun run, string root, string server)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html", [".htm"] = "text/html", [".txt"] = "text/plain", [".css"] = "text/css", [".js"] = "application/javascript", [".json"] = "application/json",
        [".svg"] = "image/svg+xml", [".png"] = "image/png", [".jpg"] = "image/jpeg", [".gif"] = "image/gif", [".ico"] = "image/x-icon", [".xml"] = "text/xml",
    };

    public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = Find(request);
        response.Headers.TryAddWithoutValidation("Server", server);
        response.Headers.Date = run.Time.GetUtcNow();
        await LogAsync(request, response);
        return response;
    }

    private HttpResponseMessage Find(HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
        {
            return Failure(HttpStatusCode.MethodNotAllowed, "Not Allowed");
        }

        var path = root + PathText.Clean(Uri.UnescapeDataString(request.RequestUri!.AbsolutePath));
        try
        {
            var status = run.Files.Status(path);
            if (status is { IsDirectory: true })
            {
                path = PathText.Join(path, "index.html");
                status = run.Files.Status(path);
                if (status is null)
                {
                    return Failure(HttpStatusCode.Forbidden, "Forbidden");
                }
            }

            return status is { IsDirectory: false } ? File(path, status) : Failure(HttpStatusCode.NotFound, "Not Found");
        }
        catch (FileFailureException failure)
        {
            return failure.Failure is FileFailure.Denied ? Failure(HttpStatusCode.Forbidden, "Forbidden") : Failure(HttpStatusCode.NotFound, "Not Found");
        }
    }

    private HttpResponseMessage File(string path, FileStatus status)
    {
        var content = new StreamContent(run.Files.OpenRead(path));
        content.Headers.ContentLength = status.Size;
        content.Headers.ContentType = new MediaTypeHeaderValue(Types.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream"));
        content.Headers.LastModified = status.Modified;
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        response.Headers.TryAddWithoutValidation("Accept-Ranges", "bytes");
        return response;
    }

    private HttpResponseMessage Failure(HttpStatusCode code, string text)
    {
        var title = $"{(int)code} {text}";
        return ServerProcess.Text($"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n<hr><center>{server}</center>\r\n</body>\r\n</html>\r\n", code, "text/html");
    }

    // The combined log format of both servers.
    private async Task LogAsync(HttpRequestMessage request, HttpResponseMessage response)
    {
        var from = request.Options.TryGetValue(ContainerRequest.RemoteEndPoint, out var remote) ? remote.Address.ToString() : "127.0.0.1";
        var agent = request.Headers.TryGetValues("User-Agent", out var agents) ? string.Join(' ', agents) : "-";
        var line = $"{from} - - [{DateText.Format(run.Time.GetUtcNow(), "%d/%b/%Y:%H:%M:%S %z")}] \"{request.Method} {request.RequestUri!.PathAndQuery} HTTP/1.1\" {(int)response.StatusCode} {response.Content.Headers.ContentLength} \"-\" \"{agent}\" \"-\"\n";
        if (run.Stream(1) is { } output)
        {
            await output.WriteAsync(ByteText.ToBytes(ByteText.Encode(line)), run.Token);
        }
    }
}
