using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>Writes what every cluster has from the start, through the same pipeline as everybody.</summary>
internal static class Bootstrapper
{
    private static readonly UserInfo ApiServerUser = new("system:apiserver", ["system:masters", "system:authenticated"]);

    /// <summary>Makes the objects that are each cluster's own say what is true of this one, after another one's state was loaded.</summary>
    public static async ValueTask RenewAsync(ClusterServices services, int securePort, string authorityPem)
    {
        var request = new RequestContext(ApiServerUser) { UserAgent = BootstrapObject.ApiServer };
        foreach (var item in BootstrapCatalog.Own(authorityPem, services.Clock.GetUtcNow()))
        {
            var (space, name) = (item.Document.StringAt("metadata", "namespace")!, item.Document.StringAt("metadata", "name")!);
            var type = services.Catalog.FindKind(GroupVersion.Parse(item.Document.StringOrEmpty("apiVersion")), item.Document.StringOrEmpty("kind"))!;
            var options = new PatchOptions { FieldManager = item.Manager, Force = true };
            await services.Api.PatchAsync(type, space, name, "", new PatchBody(PatchType.Apply, item.Document), options, request).ConfigureAwait(false);
        }

        await AdvertiseAsync(services, securePort).ConfigureAwait(false);
    }

    /// <summary>Says in the Service <c>kubernetes</c> and its endpoints where the server listens.</summary>
    public static async ValueTask AdvertiseAsync(ClusterServices services, int securePort)
    {
        foreach (var (version, kind, path) in KubernetesService.PortPaths)
        {
            if (services.Catalog.FindKind(GroupVersion.Parse(version), kind) is { } type && services.Store.Current.Get(type.Key("default", "kubernetes")) is not null)
            {
                var patch = new PatchBody(PatchType.Json, ListValue.Of(MapValue.Of(("op", "replace"), ("path", path), ("value", securePort))));
                var request = new RequestContext(ApiServerUser) { UserAgent = BootstrapObject.ApiServer };
                await services.Api.PatchAsync(type, "default", "kubernetes", "", patch, new PatchOptions { FieldManager = BootstrapObject.ApiServer }, request).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes one object.</summary>
    public static async ValueTask WriteAsync(ClusterServices services, BootstrapObject item)
    {
        var document = item.Document;
        var version = GroupVersion.Parse(document.StringOrEmpty("apiVersion"));
        if (services.Catalog.FindKind(version, document.StringOrEmpty("kind")) is not { } type)
        {
            return;
        }

        var @namespace = document.StringAt("metadata", "namespace") ?? "";
        var request = new RequestContext(ApiServerUser) { UserAgent = item.Manager };
        await services.Api.CreateAsync(type, @namespace, document, new WriteOptions { FieldManager = item.Manager }, request).ConfigureAwait(false);
        if (item.Status is { } status)
        {
            var name = document.StringAt("metadata", "name")!;
            var now = KubeTime.Format(services.Clock.GetUtcNow());
            var patch = MapValue.Of(
                ("kind", type.Kind),
                ("apiVersion", version.ToString()),
                ("metadata", MapValue.Of(("name", name))),
                ("status", Conditions.At(status, now)));
            var options = new PatchOptions { FieldManager = item.StatusManager, Force = true };
            await services.Api.PatchAsync(type, @namespace, name, "status", new PatchBody(PatchType.Apply, patch), options, request).ConfigureAwait(false);
        }
    }
}
