using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server;
using KubeEmulator.Values;

namespace KubeEmulator;

/// <summary>
/// The verbs of <see cref="ClusterApi"/> as one user: each asks the cluster's rules first (403 as over HTTP) and is noted in the
/// request log. Thread-safe.
/// </summary>
public sealed class ActingUserApi
{
    private readonly EmulatedCluster _cluster;
    private readonly UserInfo _user;

    internal ActingUserApi(EmulatedCluster cluster, UserInfo user) => (_cluster, _user) = (cluster, user);

    /// <summary>What is served now.</summary>
    public ResourceCatalog Catalog => _cluster.Api.Catalog;

    /// <summary>Reads one object.</summary>
    public KubeObject Get(ResourceType type, string @namespace, string name) =>
        Run("get", type, @namespace, name, "", _ => _cluster.Api.Get(type, @namespace, name));

    /// <summary>Reads an object's Scale.</summary>
    public KubeObject GetScale(ResourceType type, string @namespace, string name) =>
        Run("get", type, @namespace, name, "scale", _ => _cluster.Api.GetScale(type, @namespace, name));

    /// <summary>Lists objects; an empty namespace means all.</summary>
    public ListPage List(ResourceType type, string @namespace, ListOptions options) =>
        Run("list", type, @namespace, "", "", _ => _cluster.Api.List(type, @namespace, options));

    /// <summary>Begins a watch; an empty namespace means all. Dispose the session.</summary>
    public WatchSession Watch(ResourceType type, string @namespace, ListOptions options) =>
        Run("watch", type, @namespace, "", "", _ => _cluster.Api.Watch(type, @namespace, options));

    /// <summary>Creates an object, or answers a review.</summary>
    public Task<KubeObject> CreateAsync(ResourceType type, string @namespace, MapValue body, WriteOptions? options = null) =>
        RunAsync("create", type, @namespace, "", "", request => _cluster.Api.CreateAsync(type, @namespace, body, options ?? WriteOptions.None, request));

    /// <summary>Replaces an object or one of its subresources (empty for the object itself).</summary>
    public Task<UpdateResult> UpdateAsync(ResourceType type, string @namespace, string name, string subresource, MapValue body, WriteOptions? options = null) =>
        RunAsync("update", type, @namespace, name, subresource, request => _cluster.Api.UpdateAsync(type, @namespace, name, subresource, body, options ?? WriteOptions.None, request));

    /// <summary>Patches an object or one of its subresources (empty for the object itself).</summary>
    public Task<UpdateResult> PatchAsync(ResourceType type, string @namespace, string name, string subresource, PatchBody patch, PatchOptions options) =>
        RunAsync("patch", type, @namespace, name, subresource, request => _cluster.Api.PatchAsync(type, @namespace, name, subresource, patch, options, request));

    /// <summary>Deletes an object, or marks it for deletion.</summary>
    public Task<DeleteResult> DeleteAsync(ResourceType type, string @namespace, string name, DeleteOptions options) =>
        RunAsync("delete", type, @namespace, name, "", request => _cluster.Api.DeleteAsync(type, @namespace, name, options, request));

    /// <summary>Deletes what a list would show and answers that list.</summary>
    public Task<ListPage> DeleteCollectionAsync(ResourceType type, string @namespace, ListOptions listOptions, DeleteOptions options) =>
        RunAsync("deletecollection", type, @namespace, "", "", request => _cluster.Api.DeleteCollectionAsync(type, @namespace, listOptions, options, request));

    /// <summary>Posts to a subresource: binding, eviction, token. Answers a document.</summary>
    public Task<MapValue> ActAsync(ResourceType type, string @namespace, string name, string subresource, MapValue body, WriteOptions? options = null) =>
        RunAsync("create", type, @namespace, name, subresource, request => _cluster.Api.ActAsync(type, @namespace, name, subresource, body, options ?? WriteOptions.None, request));

    private T Run<T>(string verb, ResourceType type, string @namespace, string name, string subresource, Func<RequestContext, T> call)
    {
        var run = RunAsync(verb, type, @namespace, name, subresource, request => ValueTask.FromResult(call(request)));

        // Reads are synchronous: the task has ended.
        return run.GetAwaiter().GetResult();
    }

    private async Task<T> RunAsync<T>(string verb, ResourceType type, string @namespace, string name, string subresource, Func<RequestContext, ValueTask<T>> call)
    {
        ArgumentNullException.ThrowIfNull(type);
        var started = _cluster.Clock.GetUtcNow();
        var status = 200;
        try
        {
            Require(verb, type, @namespace, name, subresource);
            return await call(new RequestContext(_user) { UserAgent = "kube-emulator" }).ConfigureAwait(false);
        }
        catch (ApiException refused)
        {
            status = refused.Code;
            throw;
        }
        finally
        {
            _cluster.Requests.Observer.Completed(Record(verb, type, @namespace, name, subresource, started, status));
        }
    }

    private void Require(string verb, ResourceType type, string @namespace, string name, string subresource)
    {
        var question = new AuthorizationQuestion(_user, verb)
        {
            Group = type.Group,
            Version = type.Version,
            Resource = type.Plural,
            Subresource = subresource,
            Namespace = Space(type, @namespace, name),
            Name = name,
        };
        var decision = _cluster.Api.Services.Authorizer.Authorize(question);
        if (!decision.Allowed)
        {
            throw ForbiddenAnswer.For(question, decision.Reason).ToException();
        }
    }

    private RequestRecord Record(string verb, ResourceType type, string @namespace, string name, string subresource, DateTimeOffset started, int status) => new()
    {
        Time = started,
        Method = "",
        Uri = "",
        Verb = verb,
        User = _user.Name,
        UserAgent = "kube-emulator",
        Group = type.Group,
        Version = type.Version,
        Resource = type.Plural,
        Subresource = subresource,
        Namespace = Space(type, @namespace, name),
        Name = name,
        StatusCode = status,
        Duration = _cluster.Clock.GetUtcNow() - started,
    };

    // A namespace is in itself, as the paths of HTTP have it.
    private static string Space(ResourceType type, string @namespace, string name) =>
        type is { Group: "", Plural: "namespaces" } ? name : type.Namespaced ? @namespace : "";
}
