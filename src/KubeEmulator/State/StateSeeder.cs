using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.State;

/// <summary>
/// Puts manifests into a cluster in the order they need: a dump of this or a real cluster, a kwok snapshot, a chart that Helm rendered.
/// Objects with a uid come from a cluster and go on as they were there; all others are applied as new.
/// </summary>
internal sealed class StateSeeder(ClusterServices services, ControlPlaneRuntime runtime, ClusterObjects objects)
{
    private static readonly string[] InstallHooks = ["crd-install", "pre-install", "post-install"];

    // What another cluster called an object that stands here under a uid of its own.
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);

    /// <exception cref="ManifestException">An object is refused; the message has file, line, object and reason.</exception>
    public async Task SeedAsync(IEnumerable<ManifestObject> manifests, string @namespace)
    {
        ManifestObject[] ordered = [.. SeedOrder.Sort(manifests.Where(o => !OwnObjects.Contains(o.Root) && !IsLeftOut(o.Root)))];
        ManifestObject[] known = [.. ordered.Where(HasUid)];

        // The actors look when all is there: a garbage collector must not meet a pod before its owner.
        using (runtime.Executor.Hold())
        {
            foreach (var ground in known.Where(o => SeedOrder.IsGround(o.Root)))
            {
                await PutAsync(ground, @namespace).ConfigureAwait(false);
            }

            ManifestObject[] others = [.. known.Where(o => !SeedOrder.IsGround(o.Root))];
            foreach (var other in others)
            {
                Meet(other, @namespace);
            }

            foreach (var other in others)
            {
                await PutAsync(other, @namespace).ConfigureAwait(false);
            }
        }

        foreach (var fresh in ordered.Where(o => !HasUid(o)))
        {
            await NamingAsync(fresh, () => objects.ApplyAsync([fresh.Root], @namespace)).ConfigureAwait(false);
        }
    }

    private static bool HasUid(ManifestObject o) => o.Root.StringAt("metadata", "uid") is { Length: > 0 };

    // Helm's hooks for other occasions than an install, and kwok's recordings, which are no objects.
    private static bool IsLeftOut(MapValue root) =>
        root.StringOrEmpty("apiVersion").StartsWith("action.kwok.x-k8s.io/", StringComparison.Ordinal)
        || (root.Map("metadata")?.Map("annotations")?.String("helm.sh/hook") is { } hooks && !hooks.Split(',', StringSplitOptions.TrimEntries).Intersect(InstallHooks).Any());

    private void Meet(ManifestObject manifest, string @namespace)
    {
        var (type, key) = KeyOf(manifest, @namespace);
        if (type.Behavior.IsStored && services.Store.Current.Get(key) is { } here)
        {
            _renamed[manifest.Root.StringAt("metadata", "uid")!] = here.Metadata.Uid;
        }
    }

    private Task PutAsync(ManifestObject manifest, string @namespace) => NamingAsync(manifest, async () =>
    {
        var (type, key) = KeyOf(manifest, @namespace);
        if (type.Behavior.IsStored)
        {
            await Restoration.PutAsync(services, type, key.Namespace, WithOwnersHere(manifest.Root), new RequestContext(UserInfo.Admin)).ConfigureAwait(false);
        }
    });

    private MapValue WithOwnersHere(MapValue root)
    {
        if (_renamed.Count == 0 || root.Map("metadata")?.List("ownerReferences") is not { } owners)
        {
            return root;
        }

        var here = owners.Select(o => o is MapValue owner && _renamed.TryGetValue(owner.StringOrEmpty("uid"), out var uid) ? owner.With("uid", uid) : o);
        return root.With("metadata", root.Map("metadata")!.With("ownerReferences", ListValue.From(here)));
    }

    private (ResourceType Type, ObjectKey Key) KeyOf(ManifestObject manifest, string @namespace)
    {
        var root = manifest.Root;
        var (version, kind) = (root.StringOrEmpty("apiVersion"), root.StringOrEmpty("kind"));
        var type = services.Catalog.FindKind(GroupVersion.Parse(version), kind)
            ?? throw new ManifestException($"{manifest.Place}: the cluster does not serve {kind} of {version}; a custom resource needs its definition, which may be in the same file");
        return (type, type.Key(type.Namespaced ? root.StringAt("metadata", "namespace") ?? @namespace : "", root.StringAt("metadata", "name") ?? ""));
    }

    private static async Task NamingAsync(ManifestObject manifest, Func<Task> put)
    {
        try
        {
            await put().ConfigureAwait(false);
        }
        catch (ApiException refused)
        {
            throw new ManifestException($"{manifest.Place}: {manifest.Root.StringOrEmpty("kind")} {manifest.Root.StringAt("metadata", "name")}: {refused.Message}", refused);
        }
        catch (ManifestException unusable) when (!unusable.Message.StartsWith(manifest.Place, StringComparison.Ordinal))
        {
            throw new ManifestException($"{manifest.Place}: {unusable.Message}", unusable);
        }
    }
}
