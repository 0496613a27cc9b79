using System.Runtime.CompilerServices;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// The API server's own work on CustomResourceDefinitions: names, establishing, approval, clean-up, and what is served. Nothing
/// runs by itself: each committed write of a definition (and each removal of a custom resource) calls <see cref="SyncAsync"/>,
/// which writes one condition after the other until nothing is left to do, and then swaps the catalog. What is there can be
/// derived from the store alone, so that after a restore one call is enough.
/// </summary>
public sealed class CustomResourceRegistry
{
    private static readonly ConditionalWeakTable<ClusterServices, CustomResourceRegistry> Registries = [];
    private static readonly UserInfo Server = new("system:apiserver", ["system:masters", "system:authenticated"]);

    private readonly Dictionary<string, ServedDefinition> _served = new(StringComparer.Ordinal);
    private readonly ClusterServices _services;
    private int _asked;

    private CustomResourceRegistry(ClusterServices services) => _services = services;

    /// <summary>The registry of a cluster.</summary>
    public static CustomResourceRegistry Of(ClusterServices services) => Registries.GetValue(services, static s => new CustomResourceRegistry(s));

    /// <summary>
    /// Does what is to be done. A call while another one works returns at once: the one at work begins again.
    /// </summary>
    public async ValueTask SyncAsync()
    {
        if (Interlocked.Increment(ref _asked) > 1)
        {
            return;
        }

        int seen;
        do
        {
            seen = Volatile.Read(ref _asked);
            Serve();
            while (await StepAsync().ConfigureAwait(false))
            {
                Serve();
            }
        }
        while (Interlocked.CompareExchange(ref _asked, 0, seen) != seen);
    }

    /// <summary>Serves what the store holds established now, after a fork or restore; writes nothing.</summary>
    internal void Refresh() => Serve();

    /// <summary>Whether a definition waits for its last objects to go.</summary>
    internal bool IsTerminating(GroupResource resource) =>
        _services.Store.Current.Get(new ObjectKey(Definition.Resource, "", $"{resource.Resource}.{resource.Group}")) is { } stored
        && new Definition(stored.Root).Is("Terminating");

    // One write for the first definition that needs one; the order of the writes is the order of the real server's controllers.
    private async ValueTask<bool> StepAsync()
    {
        var snapshot = _services.Store.Current;
        foreach (var stored in snapshot.List(Definition.Resource))
        {
            var now = KubeTime.Format(_services.Clock.GetUtcNow());
            var next = ApiApproval.Settle(stored.Root, now);
            next = ReferenceEquals(next, stored.Root) ? DefinitionNames.Settle(stored.Root, snapshot, now) : next;
            next = ReferenceEquals(next, stored.Root) ? Establish(stored.Root, now) : next;
            next = ReferenceEquals(next, stored.Root) ? await CleanUpAsync(stored.Root, now).ConfigureAwait(false) : next;
            if (!ReferenceEquals(next, stored.Root) && await WriteAsync(next, stored).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    // apiextensions' pkg/controller/establish/establishing_controller.go.
    private static MapValue Establish(MapValue root, string now)
    {
        var definition = new Definition(root);
        return definition.Is("NamesAccepted") && !definition.Is("Established")
            ? Definition.Conditions.Set(root, "Established", "True", "InitialNamesAccepted", "the initial names have been accepted", now)
            : root;
    }

    // apiextensions' pkg/controller/finalizer/crd_finalizer.go: say so, delete all objects, wait for them, let go.
    private async ValueTask<MapValue> CleanUpAsync(MapValue root, string now)
    {
        var definition = new Definition(root);
        if (!definition.IsDeleting || !definition.HasCleanupFinalizer)
        {
            return root;
        }

        if (Definition.Conditions.Find(root, "Terminating")?.StringOrEmpty("reason") is not "InstanceDeletionInProgress")
        {
            return Definition.Conditions.Set(root, "Terminating", "True", "InstanceDeletionInProgress", "CustomResource deletion is in progress", now);
        }

        if (!definition.Is("Established"))
        {
            return LetGo(Definition.Conditions.Set(root, "Terminating", "False", "NeverEstablished", "resource was never established", now));
        }

        await DeleteObjectsAsync(definition).ConfigureAwait(false);
        return _services.Store.Current.Count(new GroupResource(definition.Group, definition.Names.StringOrEmpty("plural"))) == 0
            ? LetGo(Definition.Conditions.Set(root, "Terminating", "False", "InstanceDeletionCompleted", "removed all instances", now))
            : root;
    }

    private static MapValue LetGo(MapValue root)
    {
        var metadata = root.Map("metadata")!;
        var left = metadata.Strings("finalizers").Where(f => f != Definition.CleanupFinalizer).Select(f => (Value)f).ToArray();
        return root.With("metadata", left.Length == 0 ? metadata.Without("finalizers") : metadata.With("finalizers", ListValue.From(left)));
    }

    private async ValueTask DeleteObjectsAsync(Definition definition)
    {
        var resource = new GroupResource(definition.Group, definition.Names.StringOrEmpty("plural"));
        if (_services.Catalog.FindAnyVersion(resource) is not { } type)
        {
            return;
        }

        string[] namespaces = [.. _services.Store.Current.List(resource).Where(o => !o.Metadata.IsDeleting).Select(o => o.Namespace).Distinct()];
        foreach (var @namespace in namespaces)
        {
            await _services.Api.DeleteCollectionAsync(type, @namespace, ListOptions.All, DeleteOptions.None, new RequestContext(Server)).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> WriteAsync(MapValue next, KubeObject stored)
    {
        var type = _services.Catalog.FindAnyVersion(Definition.Resource)!;
        try
        {
            await _services.Api.UpdateAsync(type, "", stored.Name, "status", next, new WriteOptions { FieldManager = "kube-apiserver" }, new RequestContext(Server)).ConfigureAwait(false);
            return true;
        }
        catch (ApiException refused) when (refused.Status.Code is 404 or 409)
        {
            // Somebody was faster; what is stored now is looked at again.
            return true;
        }
        catch (ApiException)
        {
            // Refused for good (admission, a fault of its own): the next write of the definition tries again.
            return false;
        }
    }

    // The catalog of what is established now; types of definitions that did not change stay the same objects, with their watches.
    private void Serve()
    {
        var current = _services.Store.Current.List(Definition.Resource).ToDictionary(o => o.Name, o => o, StringComparer.Ordinal);
        var changed = false;
        foreach (var (name, served) in _served.ToArray())
        {
            if (!current.TryGetValue(name, out var stored) || !served.IsOf(stored))
            {
                _served.Remove(name);
                served.Withdraw();
                changed = true;
            }
        }

        foreach (var (name, stored) in current)
        {
            if (!_served.ContainsKey(name) && new Definition(stored.Root).Is("Established"))
            {
                _served.Add(name, ServedDefinition.Of(stored, _services));
                changed = true;
            }
        }

        if (changed)
        {
            _services.Catalog = _services.Catalog.WithCustom(_served.Keys.Order(StringComparer.Ordinal).SelectMany(name => _served[name].Types).ToArray());
        }
    }
}
