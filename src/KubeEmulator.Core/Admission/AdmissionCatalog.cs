using KubeEmulator.Admission.Plugins;
using KubeEmulator.Api;

namespace KubeEmulator.Admission;

/// <summary>The admission plugins in the order in which they run; that of <c>pkg/kubeapiserver/options/plugins.go</c>.</summary>
internal static class AdmissionCatalog
{
    private static readonly (AdmissionPlugin Plugin, bool OnByDefault)[] Plugins =
    [
        (new NamespaceLifecyclePlugin(), true),
        (new LimitRangerPlugin(), true),
        (new ServiceAccountPlugin(), true),
        (new TaintNodesByConditionPlugin(), true),
        (new PodSecurityPlugin(), true),
        (new PriorityPlugin(), true),
        (new DefaultTolerationSecondsPlugin(), true),
        (new DefaultStorageClassPlugin(), true),
        (new StorageObjectInUseProtectionPlugin(), true),
        (new PersistentVolumeClaimResizePlugin(), true),
        (new RuntimeClassPlugin(), true),
        (new CertificateApprovalPlugin(), true),
        (new CertificateSigningPlugin(), true),
        (new CertificateSubjectRestrictionPlugin(), true),
        (new DefaultIngressClassPlugin(), true),
        (new PodTopologyLabelsPlugin(), true),
        (new MutatingAdmissionPolicyPlugin(), true),
        (new MutatingAdmissionWebhookPlugin(), true),
        (new ValidatingAdmissionPolicyPlugin(), true),
        (new ValidatingAdmissionWebhookPlugin(), true),
        (new ResourceQuotaPlugin(), true),
    ];

    /// <summary>The plugins that a cluster runs; a name that is both enabled and disabled is enabled, as in the real server.</summary>
    public static IReadOnlyList<AdmissionPlugin> For(ClusterSettings settings) =>
    [
        .. Plugins
            .Where(p => settings.EnabledAdmissionPlugins.Contains(p.Plugin.Name) || (p.OnByDefault && !settings.DisabledAdmissionPlugins.Contains(p.Plugin.Name)))
            .Select(p => p.Plugin),
    ];
}
