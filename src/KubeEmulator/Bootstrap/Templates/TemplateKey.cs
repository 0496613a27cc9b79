using KubeEmulator.Api;

namespace KubeEmulator.Bootstrap;

/// <summary>What decides what a cluster is like when it has started: clusters of equal keys share a template.</summary>
/// <param name="Settings">The settings but for their lists. A list added to them that is not in <paramref name="Lists"/> makes no two equal, and nothing is shared wrongly.</param>
/// <param name="Lists">The lists of the settings, and the controllers that are left out.</param>
/// <param name="ApiOnly">Whether no controller runs.</param>
/// <param name="Kubelets">Whether kubelets are simulated.</param>
/// <param name="UsualNode">Whether the usual node is there. All others are added to the cluster that stands.</param>
/// <param name="ServesMetrics">Whether there is a metrics server.</param>
/// <param name="DefaultStorageClass">Whether there is a StorageClass.</param>
internal sealed record TemplateKey(
    ClusterSettings Settings, string Lists, bool ApiOnly, bool Kubelets, bool UsualNode, bool ServesMetrics, bool DefaultStorageClass)
{
    /// <summary>The key of clusters with the usual options.</summary>
    public static TemplateKey Usual { get; } = Of(new EmulatedClusterOptions());

    /// <summary>The key of clusters with the usual options of which only the API runs.</summary>
    public static TemplateKey UsualApi { get; } = Of(new EmulatedClusterOptions { ApiOnly = true });

    /// <summary>The key of clusters with these options.</summary>
    public static TemplateKey Of(EmulatedClusterOptions options) => new(
        options.Settings with { ServiceClusterIpRanges = [], EnabledAdmissionPlugins = [], DisabledAdmissionPlugins = [], SimulatedProvisioners = [] },
        string.Join(
            '\n',
            ((IEnumerable<string>[])
            [
                options.Settings.ServiceClusterIpRanges,
                options.Settings.EnabledAdmissionPlugins,
                options.Settings.DisabledAdmissionPlugins,
                options.Settings.SimulatedProvisioners,
                options.DisabledControllers.Order(StringComparer.Ordinal),
            ]).Select(list => string.Join('|', list))),
        options.ApiOnly,
        options.Kubelets,
        HasUsualNode(options),
        options.ServesMetrics,
        options.DefaultStorageClass);

    // A node may be a Stage's rather than a kubelet's.
    private static bool HasUsualNode(EmulatedClusterOptions options) =>
        options.Nodes is [var node] && node == OptionRules.UsualNodes[0] && options.Kubelets && !options.ApiOnly && options.Stages.Count == 0;
}
