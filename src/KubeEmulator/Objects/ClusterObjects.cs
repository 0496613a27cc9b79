using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;
using KubeEmulator.Waiting;

namespace KubeEmulator;

/// <summary>
/// The objects of a cluster by the names people use: kinds, plurals or short names (<c>Deployment</c>, <c>deploy</c>,
/// <c>certificates.cert-manager.io</c>) and YAML. In process, through the same pipeline as every request. Thread-safe.
/// </summary>
public sealed class ClusterObjects
{
    private const string Manager = "kube-emulator";
    private readonly ClusterServices _services;
    private readonly ControlPlaneRuntime _runtime;

    private readonly CancellationToken _ended;

    internal ClusterObjects(ClusterServices services, ControlPlaneRuntime runtime, CancellationToken ended) => (_services, _runtime, _ended) = (services, runtime, ended);

    /// <summary>
    /// Applies manifests (YAML or JSON, one or more documents, Lists too) with server-side apply, taking over fields that others own,
    /// in the order given. After a Namespace it waits until the namespace has its service account, so that pods may follow.
    /// </summary>
    /// <param name="manifests">The text.</param>
    /// <param name="namespace">Where objects go that name no namespace.</param>
    /// <exception cref="ManifestException">The text is malformed.</exception>
    /// <exception cref="ApiException">An object is refused; those before it are applied.</exception>
    public Task<IReadOnlyList<KubeObject>> ApplyAsync(string manifests, string @namespace = "default") => ApplyAsync(ManifestReader.Read(manifests), @namespace);

    /// <summary>Applies the manifests of a file or folder as <see cref="ApplyAsync(string, string)"/> does.</summary>
    /// <exception cref="ManifestException">There is no such file or folder, or a text is malformed; the message names the file.</exception>
    /// <exception cref="ApiException">An object is refused; those before it are applied.</exception>
    public Task<IReadOnlyList<KubeObject>> ApplyPathAsync(string path, string @namespace = "default") => ApplyAsync(ManifestReader.ReadPath(path), @namespace);

    /// <summary>Creates the objects of manifests; 409 where one exists.</summary>
    /// <exception cref="ManifestException">The text is malformed.</exception>
    /// <exception cref="ApiException">An object is refused; those before it are created.</exception>
    public async Task<IReadOnlyList<KubeObject>> CreateAsync(string manifests, string @namespace = "default")
    {
        RequireAlive();
        var created = new List<KubeObject>();
        foreach (var document in ManifestReader.Read(manifests))
        {
            var type = TypeOf(document);
            created.Add(await _services.Api.CreateAsync(type, Namespace(type, document, @namespace), document, new WriteOptions { FieldManager = Manager }, Request()).ConfigureAwait(false));
        }

        return created;
    }

    /// <summary>The object of a name; null where there is none.</summary>
    /// <exception cref="ArgumentException">Nothing served is called <paramref name="kind"/>.</exception>
    public KubeObject? Find(string kind, string name, string @namespace = "default")
    {
        var type = ResourceNames.Resolve(_services.Catalog, kind);
        try
        {
            return _services.Api.Get(type, type.Namespaced ? @namespace : "", name);
        }
        catch (ApiException missing) when (missing.Code == 404)
        {
            return null;
        }
    }

    /// <summary>The object of a name.</summary>
    /// <exception cref="ArgumentException">Nothing served is called <paramref name="kind"/>.</exception>
    /// <exception cref="ApiException">404: there is none.</exception>
    public KubeObject Get(string kind, string name, string @namespace = "default")
    {
        var type = ResourceNames.Resolve(_services.Catalog, kind);
        return _services.Api.Get(type, type.Namespaced ? @namespace : "", name);
    }

    /// <summary>The objects of a kind, in order of namespace and name.</summary>
    /// <param name="kind">Kind, plural or short name.</param>
    /// <param name="namespace">The namespace; null for all.</param>
    /// <param name="labelSelector">As kubectl's <c>-l</c>; empty for all.</param>
    /// <exception cref="ArgumentException">Nothing served is called <paramref name="kind"/>.</exception>
    /// <exception cref="ApiException">400: the selector is malformed.</exception>
    public IReadOnlyList<KubeObject> List(string kind, string? @namespace = null, string labelSelector = "")
    {
        var type = ResourceNames.Resolve(_services.Catalog, kind);
        return [.. _services.Api.List(type, type.Namespaced ? @namespace ?? "" : "", new ListOptions { LabelSelector = labelSelector }).Items];
    }

    /// <summary>Deletes an object; false where there was none. Finalizers and grace hold it as on a real cluster.</summary>
    /// <exception cref="ArgumentException">Nothing served is called <paramref name="kind"/>.</exception>
    /// <exception cref="ApiException">The deletion is refused.</exception>
    public async Task<bool> DeleteAsync(string kind, string name, string @namespace = "default", DeleteOptions? options = null)
    {
        RequireAlive();
        var type = ResourceNames.Resolve(_services.Catalog, kind);
        try
        {
            await _services.Api.DeleteAsync(type, type.Namespaced ? @namespace : "", name, options ?? DeleteOptions.None, Request()).ConfigureAwait(false);
            return true;
        }
        catch (ApiException missing) when (missing.Code == 404)
        {
            return false;
        }
    }

    /// <summary>Merges a patch (YAML or JSON) into an object or its subresource (<c>status</c>): RFC 7396, as <c>kubectl patch --type merge</c>.</summary>
    /// <exception cref="ArgumentException">Nothing served is called <paramref name="kind"/>.</exception>
    /// <exception cref="ValueFormatException">The patch is malformed.</exception>
    /// <exception cref="ApiException">The patch is refused, or there is no such object.</exception>
    public async Task<KubeObject> PatchAsync(string kind, string name, string patch, string @namespace = "default", string subresource = "")
    {
        var type = ResourceNames.Resolve(_services.Catalog, kind);
        RequireAlive();
        var body = new PatchBody(PatchType.Merge, YamlText.Parse(patch));
        return (await _services.Api.PatchAsync(type, type.Namespaced ? @namespace : "", name, subresource, body, new PatchOptions { FieldManager = Manager }, Request()).ConfigureAwait(false)).Object;
    }

    /// <summary>
    /// Waits until an object is as wanted, in the cluster's time: a manual clock goes on by itself while somebody waits, from timer to
    /// timer, until <paramref name="timeout"/> has passed on it.
    /// </summary>
    /// <param name="kind">Kind, plural or short name.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="until">Whether it is as wanted; asked with null while there is none.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="timeout">How long, on the cluster's clock; five minutes where not given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The object as it was then; null where it was wanted gone.</returns>
    /// <exception cref="TimeoutException">It did not come; the message has its status and its last Events.</exception>
    /// <exception cref="ArgumentException">Nothing served is called <paramref name="kind"/>.</exception>
    public Task<KubeObject?> WaitForAsync(string kind, string name, Func<KubeObject?, bool> until, string @namespace = "default", TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var type = ResourceNames.Resolve(_services.Catalog, kind);
        return WaitAsync(new ObjectWait(_services, _runtime, type, type.Namespaced ? @namespace : "", name, "as wanted", until), timeout, cancellationToken);
    }

    /// <summary>
    /// Waits until an object is ready as <c>helm --wait</c> and <c>kubectl rollout status</c> mean it: a workload's rollout complete,
    /// a Job complete, a pod Ready, a claim Bound, a namespace Active, a definition Established, anything else with its Ready or Available condition.
    /// </summary>
    /// <exception cref="TimeoutException">It did not become ready; the message has its status and its last Events.</exception>
    public async Task<KubeObject> WaitForReadyAsync(string kind, string name, string @namespace = "default", TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var type = ResourceNames.Resolve(_services.Catalog, kind);
        var wait = new ObjectWait(_services, _runtime, type, type.Namespaced ? @namespace : "", name, "ready", o => o is not null && ObjectReadiness.IsReady(o));
        return (await WaitAsync(wait, timeout, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Waits until an object has a condition of a status.</summary>
    /// <exception cref="TimeoutException">It did not come; the message has its status and its last Events.</exception>
    public async Task<KubeObject> WaitForConditionAsync(string kind, string name, string condition, string status = "True", string @namespace = "default", TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var type = ResourceNames.Resolve(_services.Catalog, kind);
        var wait = new ObjectWait(_services, _runtime, type, type.Namespaced ? @namespace : "", name, $"{condition}={status}", o => o is not null && Rules.Conditions.Find(o.Status, condition)?.StringOrEmpty("status") == status);
        return (await WaitAsync(wait, timeout, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Waits until an object is gone.</summary>
    /// <exception cref="TimeoutException">It stayed; the message has its finalizers, status and last Events.</exception>
    public Task WaitForDeletedAsync(string kind, string name, string @namespace = "default", TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var type = ResourceNames.Resolve(_services.Catalog, kind);
        return WaitAsync(new ObjectWait(_services, _runtime, type, type.Namespaced ? @namespace : "", name, "gone", o => o is null), timeout, cancellationToken);
    }

    /// <summary>
    /// Waits, in real time, until a client over HTTP or over memory watches a resource: the operator that a test has just started is
    /// then up. From there on the clock does not run ahead of it, see <see cref="EmulatedCluster.QuietAsync"/>.
    /// </summary>
    /// <param name="kind">Kind, plural or short name.</param>
    /// <param name="user">Whose watch, such as <c>system:serviceaccount:default:operator</c>; anybody's where not given.</param>
    /// <param name="patience">How long to wait, in real time; 30 seconds where not given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">Nobody came; the message names the watches that there are.</exception>
    /// <exception cref="ArgumentException">Nothing served is called <paramref name="kind"/>.</exception>
    public async Task WaitForWatchAsync(string kind, string? user = null, TimeSpan? patience = null, CancellationToken cancellationToken = default)
    {
        RequireAlive();
        var wait = new WatchWait(_services.Activity, ResourceNames.Resolve(_services.Catalog, kind), user);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended);
        try
        {
            await wait.RunAsync(patience ?? TimeSpan.FromSeconds(30), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Disposed($"a watch of {kind}");
        }
    }

    /// <summary>The Events about an object, oldest first.</summary>
    public IReadOnlyList<KubeObject> Events(string kind, string name, string @namespace = "default")
    {
        var type = ResourceNames.Resolve(_services.Catalog, kind);
        return ObjectEvents.About(_services, type.Kind, type.Namespaced ? @namespace : "", name);
    }

    internal async Task<IReadOnlyList<KubeObject>> ApplyAsync(IReadOnlyList<MapValue> documents, string @namespace)
    {
        RequireAlive();
        var applied = new List<KubeObject>();
        foreach (var document in documents)
        {
            var type = TypeOf(document);
            var name = document.StringAt("metadata", "name") ?? throw new ManifestException($"{type.Kind}: metadata.name is missing; apply needs it (create allows generateName)");
            var options = new PatchOptions { FieldManager = Manager, Force = true };
            var body = new PatchBody(PatchType.Apply, document);
            applied.Add((await _services.Api.PatchAsync(type, Namespace(type, document, @namespace), name, "", body, options, Request()).ConfigureAwait(false)).Object);
            if (type is { Group: "", Kind: "Namespace" })
            {
                await _runtime.QuietAsync().ConfigureAwait(false);
            }
        }

        return applied;
    }

    private async Task<KubeObject?> WaitAsync(ObjectWait wait, TimeSpan? timeout, CancellationToken cancellation)
    {
        RequireAlive();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ended);
        try
        {
            return await wait.RunAsync(timeout, either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (_ended.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw Disposed(wait.Subject);
        }
    }

    private static ObjectDisposedException Disposed(string subject) => new(nameof(EmulatedCluster), $"The cluster was disposed while somebody waited for {subject}.");

    private void RequireAlive()
    {
        if (_ended.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(EmulatedCluster), "The cluster was disposed: start another one, or dispose it after its last use.");
        }
    }

    private static string Namespace(ResourceType type, MapValue document, string fallback) =>
        type.Namespaced ? document.StringAt("metadata", "namespace") ?? fallback : "";

    private static RequestContext Request() => new(UserInfo.Admin) { UserAgent = Manager };

    private ResourceType TypeOf(MapValue document)
    {
        var (version, kind) = (document.StringOrEmpty("apiVersion"), document.StringOrEmpty("kind"));
        return _services.Catalog.FindKind(GroupVersion.Parse(version), kind)
            ?? throw new ManifestException($"the cluster does not serve {kind} of {version}; a custom resource needs its definition first, alpha and beta versions have to be switched on");
    }
}
