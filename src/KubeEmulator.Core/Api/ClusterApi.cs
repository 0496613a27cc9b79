using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// The Kubernetes API in process: every verb on every resource, through the one write pipeline that HTTP uses too.
/// Names, texts and codes of refusals are those of the real API server; they come as <see cref="ApiException"/>.
/// Access rules are not asked here: that is the door's business (HTTP, or whoever acts for somebody). Thread-safe.
/// </summary>
public sealed class ClusterApi
{
    internal ClusterApi(ClusterServices services) => Services = services;

    /// <summary>The cluster's parts.</summary>
    public ClusterServices Services { get; }

    /// <summary>What is served now.</summary>
    public ResourceCatalog Catalog => Services.Catalog;

    /// <summary>Reads one object.</summary>
    public KubeObject Get(ResourceType type, string @namespace, string name, string resourceVersion = "") =>
        GetVerb.Run(Services, type, @namespace, name, resourceVersion);

    /// <summary>Reads an object's Scale.</summary>
    public KubeObject GetScale(ResourceType type, string @namespace, string name) => ScaleVerb.Get(Services, type, @namespace, name);

    /// <summary>Lists objects; an empty namespace means all.</summary>
    public ListPage List(ResourceType type, string @namespace, ListOptions options) => ListVerb.Run(Services, type, @namespace, options);

    /// <summary>Begins a watch; an empty namespace means all. Dispose the session.</summary>
    public WatchSession Watch(ResourceType type, string @namespace, ListOptions options) => WatchVerb.Run(Services, type, @namespace, options);

    /// <summary>Creates an object, or answers a review.</summary>
    public ValueTask<KubeObject> CreateAsync(ResourceType type, string @namespace, RequestBody body, WriteOptions options, RequestContext request) =>
        CreateVerb.RunAsync(Services, type, @namespace, body, options, request);

    /// <summary>Replaces an object or one of its subresources (empty for the object itself).</summary>
    public ValueTask<UpdateResult> UpdateAsync(ResourceType type, string @namespace, string name, string subresource, RequestBody body, WriteOptions options, RequestContext request) =>
        subresource == "scale"
            ? ScaleVerb.UpdateAsync(Services, type, @namespace, name, body, options, request)
            : UpdateVerb.RunAsync(Services, type, @namespace, name, subresource, body, options, request);

    /// <summary>Patches an object or one of its subresources (empty for the object itself).</summary>
    public ValueTask<UpdateResult> PatchAsync(ResourceType type, string @namespace, string name, string subresource, PatchBody patch, PatchOptions options, RequestContext request) =>
        subresource == "scale"
            ? ScaleVerb.PatchAsync(Services, type, @namespace, name, patch, options, request)
            : PatchVerb.RunAsync(Services, type, @namespace, name, subresource, patch, options, request);

    /// <summary>Deletes an object, or marks it for deletion.</summary>
    public ValueTask<DeleteResult> DeleteAsync(ResourceType type, string @namespace, string name, DeleteOptions options, RequestContext request) =>
        DeleteVerb.RunAsync(Services, type, @namespace, name, options, request);

    /// <summary>Deletes what a list would show and answers that list.</summary>
    public ValueTask<ListPage> DeleteCollectionAsync(ResourceType type, string @namespace, ListOptions listOptions, DeleteOptions options, RequestContext request) =>
        DeleteCollectionVerb.RunAsync(Services, type, @namespace, listOptions, options, request);

    /// <summary>Posts to a subresource: binding, eviction, token. Answers a document.</summary>
    public ValueTask<MapValue> ActAsync(ResourceType type, string @namespace, string name, string subresource, RequestBody body, WriteOptions options, RequestContext request) =>
        ActVerb.RunAsync(Services, type, @namespace, name, subresource, body, options, request);

    /// <summary>Admits a connection to a pod, a service or a node (exec, attach, port-forward, proxy), described by its options.</summary>
    public ValueTask ConnectAsync(ResourceType type, string @namespace, string name, string subresource, MapValue connectOptions, RequestContext request) =>
        ActVerb.ConnectAsync(Services, type, @namespace, name, subresource, connectOptions, request);
}
