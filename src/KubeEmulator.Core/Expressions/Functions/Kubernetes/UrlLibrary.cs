using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>URLs (apiserver pkg/cel/library/urls.go).</summary>
internal static class UrlLibrary
{
    public static IEnumerable<CelFunction> All =>
    [
        Function("url", Global("string_to_url", "string -> URL", a => GoUrl.Parse(((CelString)a[0]).Text, out var error) is { } url
            ? new CelUrl(url)
            : new CelError($"URL parse error during conversion from string: {error}"))),
        Function("isURL", Global("is_url_string", "string -> bool", a => CelBool.Of(GoUrl.Parse(((CelString)a[0]).Text, out _) is not null))),
        Part("getScheme", "url_get_scheme", u => u.Scheme),
        Part("getHost", "url_get_host", u => u.Host),
        Part("getHostname", "url_get_hostname", u => u.Hostname),
        Part("getPort", "url_get_port", u => u.Port),
        Part("getEscapedPath", "url_get_escaped_path", u => u.EscapedPath),
        Function("getQuery", Member("url_get_query", "URL -> map(string, list(string))", a => Query(((CelUrl)a[0]).Url))),
    ];

    private static CelFunction Part(string name, string id, Func<GoUrl, string> part) =>
        Function(name, Member(id, "URL -> string", a => CelString.Of(part(((CelUrl)a[0]).Url))));

    private static CelEntryMap Query(GoUrl url)
    {
        var map = new CelEntryMap();
        foreach (var group in url.Parameters().GroupBy(p => p.Key))
        {
            map.Set(CelString.Of(group.Key), new CelArrayList([.. group.Select(p => CelString.Of(p.Value))]));
        }

        return map;
    }
}
