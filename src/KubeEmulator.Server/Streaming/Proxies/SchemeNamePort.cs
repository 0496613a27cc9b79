namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary>What a proxy path calls its target: <c>name</c>, <c>name:port</c> or <c>scheme:name:port</c>. Upstream: <c>util/net/port_split.go</c>.</summary>
internal sealed record SchemeNamePort(string Scheme, string Name, string Port)
{
    /// <summary>The parts; null where the text is no such name.</summary>
    public static SchemeNamePort? Parse(string id)
    {
        var parts = id.Split(':');
        var parsed = parts.Length switch
        {
            1 => new SchemeNamePort("", parts[0], ""),
            2 => new SchemeNamePort("", parts[0], parts[1]),
            3 => new SchemeNamePort(parts[0], parts[1], parts[2]),
            _ => null,
        };
        return parsed is { Name.Length: > 0, Scheme: "" or "http" or "https" } ? parsed : null;
    }
}
