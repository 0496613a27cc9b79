using System.Globalization;

namespace KubeEmulator.Nodes.Containers.Network;

/// <summary>The first line and the headers of a request.</summary>
internal sealed record HttpHead(string Method, string Target, string Version, IReadOnlyList<(string Name, string Value)> Headers)
{
    public bool AllowsChunks => Version == "HTTP/1.1";

    public bool IsChunked => Find("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) ?? false;

    public long ContentLength => long.TryParse(Find("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0;

    public bool ExpectsContinue => string.Equals(Find("Expect"), "100-continue", StringComparison.OrdinalIgnoreCase);

    public bool KeepsAlive => Find("Connection") is { } connection
        ? !connection.Contains("close", StringComparison.OrdinalIgnoreCase) && (AllowsChunks || connection.Contains("keep-alive", StringComparison.OrdinalIgnoreCase))
        : AllowsChunks;

    /// <summary>Null where the text is not the head of a request.</summary>
    public static HttpHead? Parse(string text)
    {
        var lines = text.Split("\r\n");
        var first = lines[0].Split(' ');
        if (first.Length != 3 || first[0].Length == 0 || first[1].Length == 0 || !first[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            return null;
        }

        var headers = new List<(string, string)>();
        foreach (var line in lines.Skip(1).Where(line => line.Length > 0))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                return null;
            }

            headers.Add((line[..colon], line[(colon + 1)..].Trim()));
        }

        return new HttpHead(first[0], first[1], first[2], headers);
    }

    public HttpRequestMessage ToRequest(Stream body)
    {
        var target = Target.StartsWith('/') ? $"http://{Host()}{Target}" : Target;
        var request = new HttpRequestMessage(new HttpMethod(Method), Uri.TryCreate(target, UriKind.Absolute, out var uri) ? uri : new Uri("http://localhost/"));
        if (IsChunked || ContentLength > 0)
        {
            request.Content = new StreamContent(body);
        }

        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    private string Host() => Find("Host") is { Length: > 0 } host && Uri.TryCreate($"http://{host}/", UriKind.Absolute, out _) ? host : "localhost";

    private string? Find(string name) => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
