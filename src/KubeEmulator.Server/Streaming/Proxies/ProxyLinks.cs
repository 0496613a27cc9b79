using System.Text.RegularExpressions;

namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary>Turns a target's links into links through the proxy. Upstream: rewriteURL in <c>util/proxy/transport.go</c>.</summary>
/// <param name="prefix">The path of the proxy.</param>
/// <param name="targetHost">The target's host and port.</param>
/// <param name="askedHost">The host that the client asked for.</param>
internal sealed partial class ProxyLinks(string prefix, string targetHost, string askedHost)
{
    /// <summary>The link, changed where it leads to the target's own host and from its root.</summary>
    public string Rewrite(string link)
    {
        if (Parts().Match(link) is not { Success: true } parts)
        {
            return link;
        }

        var (host, path) = (parts.Groups["host"].Value, parts.Groups["path"].Value);
        if ((host.Length > 0 && host != targetHost && host != askedHost) || !path.StartsWith('/'))
        {
            return link;
        }

        // The proxy knows neither its own scheme nor its host. A host that the client named itself may stay.
        var head = host.Length > 0 && host == askedHost ? link[..parts.Groups["path"].Index] : "";
        var tail = link[(parts.Groups["path"].Index + path.Length)..];
        return path.StartsWith(prefix, StringComparison.Ordinal) ? head + path + tail : head + Join(path) + tail;
    }

    private string Join(string path)
    {
        var joined = ProxyPath.Clean(prefix + path);
        return path.EndsWith('/') && !joined.EndsWith('/') ? joined + "/" : joined;
    }

    // RFC 3986, appendix B.
    [GeneratedRegex("^(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(?://(?<host>[^/?#]*))?(?<path>[^?#]*)(?:\\?[^#]*)?(?:#.*)?$", RegexOptions.Singleline)]
    private static partial Regex Parts();
}
