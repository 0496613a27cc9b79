using KubeEmulator.Api;
using KubeEmulator.Server;

namespace KubeEmulator;

/// <summary>
/// What users did, as rights: learned from the request log, and so from HTTP requests and from calls through
/// <see cref="EmulatedCluster.As(string, string[])"/>. Calls of <see cref="EmulatedCluster.Api"/> itself and of the cluster's own
/// controllers are in no log. Refused requests count too: they are rights that are missing. Thread-safe.
/// </summary>
public sealed class ClusterRights
{
    private readonly EmulatedCluster _cluster;

    internal ClusterRights(EmulatedCluster cluster) => _cluster = cluster;

    /// <summary>
    /// What a user did since the log began, each once, without what every authenticated user may do anyway (discovery, questions about
    /// one's own access).
    /// </summary>
    public IReadOnlyList<UsedRight> Used(string user)
    {
        var everybody = new UserInfo("", UserNames.Of(user, []).Groups);
        return [.. _cluster.Requests.Snapshot()
            .Where(request => request.User == user && request.StatusCode != 401)
            .SelectMany(RightsOf)
            .Distinct()
            .Where(right => !_cluster.Api.Services.Authorizer.Authorize(right.Ask(everybody)).Allowed)
            .OrderBy(right => right.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The smallest roles, with their bindings, that allow all that a user did.</summary>
    /// <param name="user">The user's name, such as <c>system:serviceaccount:default:operator</c>.</param>
    /// <param name="byName">Whether rules name the objects too, where a verb can be limited so; otherwise they hold for all names.</param>
    public LearnedRoles MinimalRole(string user, bool byName = false) => LearnedRoles.Of(user, Used(user), byName);

    /// <summary>
    /// Compares what a user did with what a manifest of roles and bindings grants him: rights used that it does not grant, and rights
    /// granted that were never used. A manifest without bindings grants what its roles say.
    /// </summary>
    /// <exception cref="ManifestException">The manifest is malformed.</exception>
    public RightsComparison Compare(string user, string manifest) => RightsComparison.Of(user, Used(user), RoleManifest.Read(manifest, UserNames.Of(user, [])));

    /// <summary>Fails unless a manifest grants a user exactly what he used.</summary>
    /// <exception cref="RightsException">A right that is used is not granted, or one that is granted was never used; the message lists them.</exception>
    /// <exception cref="ManifestException">The manifest is malformed.</exception>
    public void RequireExactly(string user, string manifest)
    {
        var comparison = Compare(user, manifest);
        if (!comparison.IsExact)
        {
            throw new RightsException(comparison);
        }
    }

    // An apply or an update that makes the object needs the right to create it too (endpoints/handlers/patch.go, update.go).
    private static IEnumerable<UsedRight> RightsOf(RequestRecord request) =>
        request is { StatusCode: 201, Verb: "patch" or "update" } ? [RightOf(request), RightOf(request with { Verb = "create" })] : [RightOf(request)];

    private static UsedRight RightOf(RequestRecord request) => request.Resource.Length == 0
        ? new UsedRight(request.Verb, "", "", "", "", PathOf(request.Uri))
        : new UsedRight(
            request.Verb,
            request.Group,
            request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}",
            request.Namespace,
            request.Name,
            "");

    private static string PathOf(string uri)
    {
        var query = uri.IndexOf('?');
        return query < 0 ? uri : uri[..query];
    }
}
