using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>Subresources that are connections: exec, attach, port-forward and the proxies.</summary>
internal static class ConnectPaths
{
    private static readonly string[] ProxyMethods = ["get", "post", "put", "patch", "delete", "head", "options"];
    private static readonly string[] StreamMethods = ["get", "post"];

    /// <param name="type">The resource.</param>
    /// <param name="subresource">The subresource.</param>
    /// <param name="path">Its path.</param>
    /// <param name="id">The operationId without <c>connect</c>, with {0} where the method stands.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="place">The path parameters before the name.</param>
    public static IEnumerable<ApiPath> Of(ResourceType type, SubresourceType subresource, string path, string id, string tag, string[] place)
    {
        var kind = new GroupVersionKind(type.Group, type.Version, subresource.Kind);
        string[] query = subresource.Name switch
        {
            "portforward" => ["ports"],
            "proxy" => ["path"],
            "exec" => ["command", "container", "stderr", "stdin", "stdout", "tty"],
            _ => ["container", "stderr", "stdin", "stdout", "tty"],
        };
        var methods = subresource.Name == "proxy" ? ProxyMethods : StreamMethods;
        yield return Path(path, "", query);
        if (subresource.Name == "proxy")
        {
            yield return Path(path + "/{path}", "WithPath", [.. query, "{path}"]);
        }

        ApiPath Path(string at, string suffix, string[] parameters) => new(at, [.. methods.Select(method => new ApiOperation
        {
            Method = method,
            Id = $"connect{id.Replace("{0}", ApiNames.Capital(method), StringComparison.Ordinal)}{suffix}",
            Tag = tag,
            Action = "connect",
            Kind = kind,
            Parameters = [.. place, "name", .. parameters],
            Response = ApiOperation.Text,
            Produces = ApiMedia.Any,
            Consumes = ApiMedia.Any,
        })]);
    }
}
