using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>The paths that tell of the API itself.</summary>
internal static class AboutPaths
{
    /// <summary>The documents of the index that belong to no group version, by the path in the index.</summary>
    public static readonly IReadOnlyDictionary<string, ApiPath> Fixed = new Dictionary<string, ApiPath>(StringComparer.Ordinal)
    {
        [".well-known/openid-configuration"] = Get("/.well-known/openid-configuration/", "getServiceAccountIssuerOpenIDConfiguration", "WellKnown", ApiOperation.Text, ["application/json"]),
        ["api"] = Get("/api/", "getCoreAPIVersions", "core", ApiNames.Meta + "APIVersions", ApiMedia.Documents),
        ["apis"] = Get("/apis/", "getAPIVersions", "apis", ApiNames.Meta + "APIGroupList", ApiMedia.Documents),
        ["openid/v1/jwks"] = Get("/openid/v1/jwks/", "getServiceAccountIssuerOpenIDKeyset", "openid", ApiOperation.Text, ["application/jwk-set+json"]),
        ["version"] = Get("/version/", "getCodeVersion", "version", "io.k8s.apimachinery.pkg.version.Info", ["application/json"]),
    };

    /// <summary><c>/apis/GROUP/</c>.</summary>
    public static ApiPath Group(string group) =>
        Get($"/apis/{group}/", $"get{ApiNames.Group(group)}APIGroup", ApiNames.Tag(group), ApiNames.Meta + "APIGroup", ApiMedia.Documents);

    /// <summary><c>/apis/GROUP/VERSION/</c>.</summary>
    public static ApiPath Resources(GroupVersion version) => Get(
        version.Group.Length == 0 ? $"/api/{version.Version}/" : $"/apis/{version}/",
        $"get{ApiNames.Operation(version)}APIResources",
        ApiNames.Tag(version),
        ApiNames.Meta + "APIResourceList",
        ApiMedia.Documents);

    private static ApiPath Get(string path, string id, string tag, string response, string[] produces) => new(path,
    [
        new ApiOperation { Method = "get", Id = id, Tag = tag, Response = response, Produces = produces, Consumes = response == ApiOperation.Text ? [] : produces },
    ]);
}
