using KubeEmulator.Admission.Plugins;
using KubeEmulator.Api;

namespace KubeEmulator.Admission;

/// <summary>The admission plugins in the order in which they run; that of <c>pkg/kubeapiserver/options/plugins.go</c>.</summary>
internal static class AdmissionCatalog
{
    // NodeRestriction is off by default upstream, and on in what every cluster tool sets up.
    private static readonly (AdmissionPlugin Plugin, bool OnByDefault)[] Plugins =
    [
        (new AlwaysAdmitPlugin(), false),
        (new NamespaceAutoProvisionPlugin(), false),
        (new NamespaceLifecyclePlugin(), true),
        (new NamespaceExistsPlugin(), false),
        (new LimitPodHardAntiAffinityTopologyPlugin(), false),
        (new LimitRangerPlugin(), true),
        (new ServiceAccountPlugin(), true),
        (new NodeRestrictionPlugin(), true),
        (new TaintNodesByConditionPlugin(), true),
        (new AlwaysPullImagesPlugin(), false),
        (new PodSecurityPlugin(), true),
        (new PodNodeSelectorPlugin(), false),
        (new PriorityPlugin(), true),
        (new DefaultTolerationSecondsPlugin(), true),
        (new PodTolerationRestrictionPlugin(), false),
        (new ExtendedResourceTolerationPlugin(), false),
        (new DefaultStorageClassPlugin(), true),
        (new StorageObjectInUseProtectionPlugin(), true),
        (new OwnerReferencesPermissionEnforcementPlugin(), false),
        (new PersistentVolumeClaimResizePlugin(), true),
        (new RuntimeClassPlugin(), true),
        (new CertificateApprovalPlugin(), true),
        (new CertificateSigningPlugin(), true),
        (new ClusterTrustBundleAttestPlugin(), true),
        (new CertificateSubjectRestrictionPlugin(), true),
        (new DefaultIngressClassPlugin(), true),
        (new DenyServiceExternalIPsPlugin(), false),
        (new PodTopologyLabelsPlugin(), true),
        (new PodResizeValidatorPlugin(), true),
        (new MutatingAdmissionPolicyPlugin(), true),
        (new MutatingAdmissionWebhookPlugin(), true),
        (new ValidatingAdmissionPolicyPlugin(), true),
        (new ValidatingAdmissionWebhookPlugin(), true),
        (new ResourceQuotaPlugin(), true),
        (new AlwaysDenyPlugin(), false),
    ];

    // Known upstream; behind feature gates that are off, they do nothing there either.
    private static readonly string[] Gated = ["PodGroupProtection", "PodGroupWorkloadExists", "NodeDeclaredFeatureValidator", "JobValidation"];

    // Known upstream, where they do not start without a configuration file.
    private static readonly string[] Configured = ["ImagePolicyWebhook", "EventRateLimit"];

    /// <summary>The plugins that a cluster runs; a name that is both enabled and disabled is enabled, as in the real server.</summary>
    /// <exception cref="ArgumentException">A name is unknown, or the plugin is not simulated.</exception>
    public static IReadOnlyList<AdmissionPlugin> For(ClusterSettings settings)
    {
        Check("enable", settings.EnabledAdmissionPlugins, enabled: true);
        Check("disable", settings.DisabledAdmissionPlugins, enabled: false);
        var run = new List<AdmissionPlugin>(Plugins.Length);
        foreach (var (plugin, isOnByDefault) in Plugins)
        {
            if (settings.EnabledAdmissionPlugins.Contains(plugin.Name) || (isOnByDefault && !settings.DisabledAdmissionPlugins.Contains(plugin.Name)))
            {
                run.Add(plugin);
            }
        }

        return run.ToArray();
    }

    private static void Check(string what, IReadOnlyList<string> names, bool enabled)
    {
        foreach (var name in names)
        {
            if (enabled && Configured.Contains(name))
            {
                throw new ArgumentException($"enable-admission-plugins plugin \"{name}\" needs a configuration file and is not emulated");
            }

            if (!Gated.Contains(name) && !Configured.Contains(name) && !Array.Exists(Plugins, p => p.Plugin.Name == name))
            {
                throw new ArgumentException($"{what}-admission-plugins plugin \"{name}\" is unknown");
            }
        }
    }
}
