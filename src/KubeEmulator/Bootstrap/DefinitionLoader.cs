using KubeEmulator.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Bootstrap;

/// <summary>CustomResourceDefinitions that a cluster starts with.</summary>
internal static class DefinitionLoader
{
    /// <summary>Creates the definitions in texts of YAML or JSON, each of one or more documents, and serves what is there already.</summary>
    /// <exception cref="ApiException">A definition is refused.</exception>
    /// <exception cref="ArgumentException">A document is no CustomResourceDefinition.</exception>
    public static async ValueTask RunAsync(ClusterServices services, IEnumerable<string> texts)
    {
        await CustomResourceRegistry.Of(services).SyncAsync().ConfigureAwait(false);
        var type = services.Catalog.Find("apiextensions.k8s.io", "v1", "customresourcedefinitions")!;
        foreach (var document in texts.Where(text => text.Length > 0).SelectMany(YamlText.ParseAll))
        {
            if (document is not MapValue definition || definition.StringOrEmpty("kind") != "CustomResourceDefinition")
            {
                throw new ArgumentException($"not a CustomResourceDefinition: {document}", nameof(texts));
            }

            await services.Api.CreateAsync(type, "", definition, new WriteOptions { FieldManager = "kube-emulator" }, new RequestContext(UserInfo.Admin)).ConfigureAwait(false);
        }
    }
}
