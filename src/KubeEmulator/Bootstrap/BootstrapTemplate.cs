using System.Collections.Concurrent;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>
/// What every cluster with the same settings has from the start, made once per process: the clusters need not take
/// two hundred objects through the pipeline again. Uids and times are each cluster's own; everything else is shared.
/// </summary>
internal sealed class BootstrapTemplate
{
    // Settings that are not among the few that a process usually has are simply not kept.
    private const int MostKept = 32;
    private static readonly ConcurrentDictionary<string, BootstrapTemplate> Known = new(StringComparer.Ordinal);

    private readonly Entry[] _objects;

    private BootstrapTemplate(Entry[] objects) => _objects = objects;

    /// <summary>The template for clusters with these settings; made, once, in a store of its own, so that the first cluster gets the same revisions as the next.</summary>
    public static async ValueTask<BootstrapTemplate> ForAsync(ClusterServices services, int securePort)
    {
        var key = KeyOf(services.Settings, securePort);
        if (Known.TryGetValue(key, out var known))
        {
            return known;
        }

        var made = await MakeAsync(services, securePort).ConfigureAwait(false);
        if (Known.Count < MostKept)
        {
            Known.TryAdd(key, made);
        }

        return made;
    }

    /// <summary>Writes the objects into an empty cluster.</summary>
    public void Write(ClusterServices services)
    {
        var now = StringValue.Of(KubeTime.Format(services.Clock.GetUtcNow()));
        foreach (var entry in _objects)
        {
            Seeding.Write(services, entry.Key, new KubeObject(Stamp(entry.Object, entry.Key, services, now)));
        }
    }

    private static async ValueTask<BootstrapTemplate> MakeAsync(ClusterServices services, int securePort)
    {
        var scratch = new ClusterServices
        {
            Store = new ObjectStore(StoreOptions.Default),
            Clock = services.Clock,
            Random = new SeededRandom(0),
            Settings = services.Settings,
            Catalog = services.Catalog,
            Admission = services.Admission,
        };
        foreach (var item in BootstrapCatalog.Shared(services.Settings, securePort))
        {
            await Bootstrapper.WriteAsync(scratch, item).ConfigureAwait(false);
        }

        var written = scratch.Store.Current;
        return new BootstrapTemplate([.. written.Resources
            .SelectMany(resource => written.List(resource).Select(o => new Entry(new ObjectKey(resource, o.Namespace, o.Name), o)))
            .OrderBy(entry => entry.Object.Metadata.Revision)]);
    }

    private static MapValue Stamp(KubeObject original, ObjectKey key, ClusterServices services, StringValue now)
    {
        var metadata = original.Metadata.Root
            .With("uid", SystemFields.NewUid(services, $"{key.Namespace}/{key.Name}"))
            .With("creationTimestamp", now);
        if (metadata.List("managedFields") is { } owners)
        {
            metadata = metadata.With("managedFields", Each(owners, owner => owner.With("time", now)));
        }

        var root = original.Root.With("metadata", metadata);
        return root.Map("status") is { } status && status.List("conditions") is { } conditions
            ? root.With("status", status.With("conditions", Each(conditions, c => c.With("lastTransitionTime", now))))
            : root;
    }

    private static ListValue Each(ListValue list, Func<MapValue, MapValue> edit) =>
        ListValue.From(list.Select(item => item is MapValue map ? edit(map) : item));

    private static string KeyOf(ClusterSettings settings, int securePort) => string.Join(
        '|',
        securePort,
        settings.ServeUnstableVersions,
        string.Join(',', settings.ServiceClusterIpRanges),
        string.Join(',', settings.EnabledAdmissionPlugins),
        string.Join(',', settings.DisabledAdmissionPlugins));

    // A class, for over structs of our own the framework's generic code has to be compiled anew in every process.
    private sealed record Entry(ObjectKey Key, KubeObject Object);
}
