using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Runtime;

/// <summary>The verbs as one in-process component: its user, its field manager, resources by group and name. Thread-safe.</summary>
public sealed class ControllerClient(ClusterServices services, UserInfo user, string fieldManager)
{
    private readonly WriteOptions _options = new() { FieldManager = fieldManager, FieldValidation = FieldValidation.Ignore };
    private readonly PatchOptions _patchOptions = new() { FieldManager = fieldManager, FieldValidation = FieldValidation.Ignore };

    /// <summary>As whom it writes.</summary>
    public UserInfo User => user;

    /// <summary>The cluster's parts.</summary>
    public ClusterServices Services => services;

    /// <summary>Creates an object; its resource is found by apiVersion and kind.</summary>
    public ValueTask<KubeObject> CreateAsync(MapValue document) => CreateAsync(document, Request());

    /// <summary>The same for who wants the name alone.</summary>
    internal async ValueTask<string> PostAsync(MapValue document) =>
        (await CreateAsync(document, new RequestContext(user) { UserAgent = fieldManager, TakesStored = true }).ConfigureAwait(false)).Name;

    private ValueTask<KubeObject> CreateAsync(MapValue document, RequestContext request)
    {
        var type = TypeOf(document);
        var space = document.StringAt("metadata", "namespace") ?? "";
        var name = document.StringAt("metadata", "name") ?? "";
        return WriteFaults.RunAsync(services, Call("create", type, space, name, ""), () => services.Api.CreateAsync(type, space, document, _options, request));
    }

    /// <summary>Replaces an object as read and edited; a 409 where somebody was faster.</summary>
    public ValueTask<KubeObject> UpdateAsync(KubeObject edited) => UpdateAsync(edited, "");

    /// <summary>Replaces an object's subresource (usually status) as read and edited.</summary>
    public ValueTask<KubeObject> UpdateAsync(KubeObject edited, string subresource)
    {
        var type = TypeOf(edited.Root);
        return WriteFaults.RunAsync(services, Call("update", type, edited.Namespace, edited.Name, subresource), async () =>
            (await services.Api.UpdateAsync(type, edited.Namespace, edited.Name, subresource, edited.Root, _options, Request()).ConfigureAwait(false)).Object);
    }

    /// <summary>Replaces an object's status where it differs; answers the object either way.</summary>
    public ValueTask<KubeObject> UpdateStatusAsync(KubeObject stored, MapValue status) =>
        stored.Status.Equals(status) ? ValueTask.FromResult(stored) : UpdateAsync(stored.WithStatus(status), "status");

    /// <summary>Patches an object or subresource.</summary>
    public ValueTask<KubeObject> PatchAsync(GroupResource resource, string @namespace, string name, string subresource, PatchType type, Value patch)
    {
        var target = TypeOf(resource);
        return WriteFaults.RunAsync(services, Call("patch", target, @namespace, name, subresource), async () =>
            (await services.Api.PatchAsync(target, @namespace, name, subresource, new PatchBody(type, patch), _patchOptions, Request()).ConfigureAwait(false)).Object);
    }

    /// <summary>Applies a configuration (server-side apply) under a manager's name, taking what others own.</summary>
    public ValueTask<KubeObject> ApplyAsync(GroupResource resource, string @namespace, string name, string subresource, MapValue configuration, string manager)
    {
        var target = TypeOf(resource);
        var options = new PatchOptions { FieldManager = manager, Force = true };
        return WriteFaults.RunAsync(services, Call("patch", target, @namespace, name, subresource), async () =>
            (await services.Api.PatchAsync(target, @namespace, name, subresource, new PatchBody(PatchType.Apply, configuration), options, Request()).ConfigureAwait(false)).Object);
    }

    /// <summary>Deletes an object; false where it was gone already.</summary>
    public async ValueTask<bool> DeleteAsync(GroupResource resource, string @namespace, string name, DeleteOptions? options = null)
    {
        var type = TypeOf(resource);
        try
        {
            await WriteFaults.RunAsync(services, Call("delete", type, @namespace, name, ""), () =>
                services.Api.DeleteAsync(type, @namespace, name, options ?? DeleteOptions.None, Request())).ConfigureAwait(false);
            return true;
        }
        catch (ApiException gone) when (gone.Code == 404)
        {
            return false;
        }
    }

    /// <summary>Posts to a subresource (binding, eviction).</summary>
    public ValueTask<MapValue> ActAsync(GroupResource resource, string @namespace, string name, string subresource, MapValue body)
    {
        var type = TypeOf(resource);
        return WriteFaults.RunAsync(services, Call("create", type, @namespace, name, subresource), () =>
            services.Api.ActAsync(type, @namespace, name, subresource, body, _options, Request()));
    }

    /// <summary>The type of a resource in its storage version.</summary>
    /// <exception cref="ApiException">404: it is not served.</exception>
    public ResourceType TypeOf(GroupResource resource) =>
        services.Catalog.FindAnyVersion(resource) ?? throw StatusDocument.UnknownResource().ToException();

    private ResourceType TypeOf(MapValue document) =>
        services.Catalog.FindKind(GroupVersion.Parse(document.StringOrEmpty("apiVersion")), document.StringOrEmpty("kind")) ?? throw StatusDocument.UnknownResource().ToException();

    private FaultedCall Call(string verb, ResourceType type, string @namespace, string name, string subresource) =>
        new(user.Name, verb, type.Group, type.Plural, subresource, @namespace, name);

    private RequestContext Request() => new(user) { UserAgent = fieldManager };
}
