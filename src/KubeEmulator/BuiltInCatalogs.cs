using KubeEmulator.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Metrics;

namespace KubeEmulator;

/// <summary>The built-in resources joined with what is special about each kind; made once per process.</summary>
internal static class BuiltInCatalogs
{
    private static readonly Lazy<ResourceCatalog> Stable = new(() => BuiltInCatalog.Create(KindCatalog.For, unstableVersions: false));
    private static readonly Lazy<ResourceCatalog> All = new(() => BuiltInCatalog.Create(KindCatalog.For, unstableVersions: true));
    private static readonly Lazy<ResourceCatalog> StableMeasured = new(() => Measured(Stable.Value));
    private static readonly Lazy<ResourceCatalog> AllMeasured = new(() => Measured(All.Value));

    /// <summary>The catalog; with alpha and beta versions where those are asked for, and with <c>metrics.k8s.io</c> where it is served.</summary>
    public static ResourceCatalog For(ClusterSettings settings, bool metrics) => (settings.ServeUnstableVersions, metrics) switch
    {
        (false, false) => Stable.Value,
        (false, true) => StableMeasured.Value,
        (true, false) => All.Value,
        (true, true) => AllMeasured.Value,
    };

    private static ResourceCatalog Measured(ResourceCatalog catalog) => new(catalog.Types.Concat(MetricsKinds.Types));
}
