using System.Text;

namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary>The path behind a proxy and the one before it.</summary>
/// <param name="Request">The whole path of the request, decoded.</param>
/// <param name="Target">The path that the target sees, decoded; empty where the request ends with the proxy itself.</param>
internal sealed record ProxyPath(string Request, string Target)
{
    // What Go leaves as it is in a path besides letters and digits (net/url, shouldEscape).
    private const string Plain = "-_.~$&+,/:;=@!*'()";

    /// <summary>The request's path without the target's: what links of the target get in front.</summary>
    public string Prefix => Target.Length > 0 && Request.EndsWith(Target, StringComparison.Ordinal) ? Request[..^Target.Length] : Request;

    /// <summary>The target's path as it goes over the wire.</summary>
    public string EscapedTarget => Escape(Target.Length == 0 ? "/" : Target);

    /// <summary>The target's path of what stands behind the proxy, cleaned as Go's <c>path.Join</c> does it.</summary>
    public static ProxyPath Of(string request, string rest)
    {
        var path = rest.Length == 0 ? "" : Clean("/" + rest);
        return new ProxyPath(request, request.EndsWith('/') && !path.EndsWith('/') ? path + "/" : path);
    }

    /// <summary>Go's <c>path.Clean</c> for a rooted path.</summary>
    public static string Clean(string path)
    {
        var kept = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == "..")
            {
                kept.RemoveRange(Math.Max(kept.Count - 1, 0), Math.Min(kept.Count, 1));
            }
            else if (part is not ("" or "."))
            {
                kept.Add(part);
            }
        }

        return "/" + string.Join('/', kept);
    }

    /// <summary>A decoded path with escapes where Go writes them.</summary>
    public static string Escape(string path)
    {
        var escaped = new StringBuilder(path.Length);
        foreach (var b in Encoding.UTF8.GetBytes(path))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || Plain.Contains((char)b))
            {
                escaped.Append((char)b);
            }
            else
            {
                escaped.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }
}
