using KubeEmulator.Api;
using KubeEmulator.Kinds;

namespace KubeEmulator;

/// <summary>The built-in resources joined with what is special about each kind; made once per process.</summary>
internal static class BuiltInCatalogs
{
    private static readonly Lazy<ResourceCatalog> Stable = new(() => BuiltInCatalog.Create(KindCatalog.For, unstableVersions: false));
    private static readonly Lazy<ResourceCatalog> All = new(() => BuiltInCatalog.Create(KindCatalog.For, unstableVersions: true));

    /// <summary>The catalog; with alpha and beta versions where those are asked for.</summary>
    public static ResourceCatalog For(ClusterSettings settings) => settings.ServeUnstableVersions ? All.Value : Stable.Value;
}
