using KubeEmulator.Admission;
using KubeEmulator.Api;
using KubeEmulator.Components;
using KubeEmulator.Nodes;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;

namespace KubeEmulator.Bootstrap;

/// <summary>Starts a cluster for its <see cref="TemplateLog"/>, with the same pipeline and the same controllers as any.</summary>
internal static class TemplateRun
{
    /// <summary>The log of a start that ends with the usual node, where that is asked for.</summary>
    public static async Task<TemplateLog> MakeAsync(EmulatedClusterOptions options, bool usualNode)
    {
        var random = new RecordedRandom();
        var store = new ObjectStore(StoreOptions.Default);
        random.Revision = () => store.Current.Revision;
        var empty = store.Current.Revision;
        var (alone, begun, bare) = await RunAsync(store, random, TemplateMarks.Values, options, usualNode).ConfigureAwait(false);
        return new TemplateLog(Writes(store, empty, random), alone, begun, bare, store.Current.Revision);
    }

    /// <summary>Starts a cluster and lets it come to rest.</summary>
    /// <returns>The revisions of <see cref="TemplateLog"/>, but for the last.</returns>
    public static async Task<(long Alone, long Begun, long Bare)> RunAsync(ObjectStore store, ISeededRandom random, TemplateValues own, EmulatedClusterOptions options, bool usualNode)
    {
        // The user's own controllers, nodes and Stages, and the scheduler, find a cluster that stands.
        options = options with { Controllers = [], Nodes = [], Scheduler = null, Stages = [] };
        var services = new ClusterServices
        {
            Store = store,
            Clock = ClusterClock.Manual(own.Now),
            Random = random,
            Settings = options.Settings,
            Catalog = BuiltInCatalogs.For(options.Settings, options.ServesMetrics),
            Admission = AdmissionCatalog.For(options.Settings),
            Signer = new TemplateSigner(own.AuthorityPem),
        };
        await WriteAsync(services, BootstrapCatalog.Shared(options.Settings, own.SecurePort)).ConfigureAwait(false);
        await WriteAsync(services, BootstrapCatalog.Own(own.AuthorityPem, own.Now)).ConfigureAwait(false);
        var alone = store.Current.Revision;
        await WriteAsync(services, BootstrapCatalog.Optional(options)).ConfigureAwait(false);
        var begun = store.Current.Revision;
        return (alone, begun, await SettleAsync(services, options, usualNode).ConfigureAwait(false));
    }

    private static async Task WriteAsync(ClusterServices services, IEnumerable<BootstrapObject> objects)
    {
        foreach (var item in objects)
        {
            await Bootstrapper.WriteAsync(services, item).ConfigureAwait(false);
        }
    }

    private static async Task<long> SettleAsync(ClusterServices services, EmulatedClusterOptions options, bool usualNode)
    {
        await using var runtime = new ControlPlaneRuntime(services);
        IControlPlaneComponent[] components = [.. ComponentCatalog.For(options)];
        using (runtime.Executor.Hold())
        {
            foreach (var component in components)
            {
                runtime.Start(component);
            }
        }

        await runtime.QuietAsync().ConfigureAwait(false);
        var bare = services.Store.Current.Revision;
        if (usualNode && components.OfType<ClusterNodes>().FirstOrDefault() is { } nodes)
        {
            foreach (var node in OptionRules.UsualNodes)
            {
                await nodes.AddAsync(node).ConfigureAwait(false);
            }

            await runtime.QuietAsync().ConfigureAwait(false);
        }

        return bare;
    }

    private static List<TemplateWrite> Writes(ObjectStore store, long after, RecordedRandom random)
    {
        if (store.FollowAll(after) is not FollowOutcome.Following following)
        {
            throw new InvalidOperationException("A start wrote more than a store remembers.");
        }

        using var cursor = following.Cursor;
        var writes = new List<TemplateWrite>();
        while (cursor.TryNext(out var change))
        {
            if (change.Type == ChangeType.Deleted)
            {
                throw new InvalidOperationException($"A start deleted {change.Key}: what it leaves is more than what it wrote last.");
            }

            // Writes of one commit share what was drawn before it.
            var isFirst = writes.Count == 0 || writes[^1].Object.Metadata.Revision != change.Revision;
            writes.Add(new TemplateWrite(change.Key, change.Object, isFirst ? random.Before(change.Revision) : []));
        }

        return writes;
    }
}
