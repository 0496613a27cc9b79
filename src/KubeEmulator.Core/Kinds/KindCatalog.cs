using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>What is special about the built-in kinds: one line each. Kinds that are not listed have nothing special.</summary>
public static class KindCatalog
{
    private static readonly Dictionary<GroupResource, KindBehavior> Behaviors = new()
    {
        [Core("bindings")] = new BindingBehavior(),
        [Core("configmaps")] = new ConfigMapBehavior(),
        [Core("endpoints")] = new EndpointsBehavior(),
        [Core("events")] = new EventBehavior(),
        [Core("limitranges")] = new LimitRangeBehavior(),
        [Core("namespaces")] = new NamespaceBehavior(),
        [Core("nodes")] = new NodeBehavior(),
        [Core("persistentvolumeclaims")] = new PersistentVolumeClaimBehavior(),
        [Core("persistentvolumes")] = new PersistentVolumeBehavior(),
        [Core("pods")] = new PodBehavior(),
        [Core("podtemplates")] = new PodTemplateBehavior(),
        [Core("replicationcontrollers")] = new ReplicationControllerBehavior(),
        [Core("resourcequotas")] = new ResourceQuotaBehavior(),
        [Core("secrets")] = new SecretBehavior(),
        [Core("serviceaccounts")] = new ServiceAccountBehavior(),
        [Core("services")] = new ServiceBehavior(),
        [new("admissionregistration.k8s.io", "mutatingadmissionpolicies")] = new MutatingAdmissionPolicyBehavior(),
        [new("admissionregistration.k8s.io", "mutatingadmissionpolicybindings")] = new AdmissionPolicyBindingBehavior(mutating: true),
        [new("admissionregistration.k8s.io", "mutatingwebhookconfigurations")] = new WebhookConfigurationBehavior(mutating: true),
        [new("admissionregistration.k8s.io", "validatingadmissionpolicies")] = new ValidatingAdmissionPolicyBehavior(),
        [new("admissionregistration.k8s.io", "validatingadmissionpolicybindings")] = new AdmissionPolicyBindingBehavior(mutating: false),
        [new("admissionregistration.k8s.io", "validatingwebhookconfigurations")] = new WebhookConfigurationBehavior(mutating: false),
        [new("apiextensions.k8s.io", "customresourcedefinitions")] = new CustomResourceDefinitionBehavior(),
        [new("apiregistration.k8s.io", "apiservices")] = new ApiServiceBehavior(),
        [new("apps", "controllerrevisions")] = new ControllerRevisionBehavior(),
        [new("apps", "daemonsets")] = new DaemonSetBehavior(),
        [new("apps", "deployments")] = new DeploymentBehavior(),
        [new("apps", "replicasets")] = new ReplicaSetBehavior(),
        [new("apps", "statefulsets")] = new StatefulSetBehavior(),
        [new("authentication.k8s.io", "selfsubjectreviews")] = new SelfSubjectReviewBehavior(),
        [new("authentication.k8s.io", "tokenreviews")] = new TokenReviewBehavior(),
        [new("authorization.k8s.io", "localsubjectaccessreviews")] = new AccessReviewBehavior(AccessReviewKind.Local),
        [new("authorization.k8s.io", "selfsubjectaccessreviews")] = new AccessReviewBehavior(AccessReviewKind.Self),
        [new("authorization.k8s.io", "selfsubjectrulesreviews")] = new RulesReviewBehavior(),
        [new("authorization.k8s.io", "subjectaccessreviews")] = new AccessReviewBehavior(AccessReviewKind.Subject),
        [new("autoscaling", "horizontalpodautoscalers")] = new HorizontalPodAutoscalerBehavior(),
        [new("batch", "cronjobs")] = new CronJobBehavior(),
        [new("batch", "jobs")] = new JobBehavior(),
        [new("certificates.k8s.io", "certificatesigningrequests")] = new CertificateSigningRequestBehavior(),
        [new("coordination.k8s.io", "leases")] = new LeaseBehavior(),
        [new("discovery.k8s.io", "endpointslices")] = new EndpointSliceBehavior(),
        [new("flowcontrol.apiserver.k8s.io", "flowschemas")] = new FlowSchemaBehavior(),
        [new("flowcontrol.apiserver.k8s.io", "prioritylevelconfigurations")] = new PriorityLevelConfigurationBehavior(),
        [new("networking.k8s.io", "ingressclasses")] = new IngressClassBehavior(),
        [new("networking.k8s.io", "ingresses")] = new IngressBehavior(),
        [new("networking.k8s.io", "ipaddresses")] = new IpAddressBehavior(),
        [new("networking.k8s.io", "networkpolicies")] = new NetworkPolicyBehavior(),
        [new("networking.k8s.io", "servicecidrs")] = new ServiceCidrBehavior(),
        [new("node.k8s.io", "runtimeclasses")] = new RuntimeClassBehavior(),
        [new("policy", "poddisruptionbudgets")] = new PodDisruptionBudgetBehavior(),
        [new("rbac.authorization.k8s.io", "clusterrolebindings")] = new RoleBindingBehavior(clusterWide: true),
        [new("rbac.authorization.k8s.io", "clusterroles")] = new RoleBehavior(clusterWide: true),
        [new("rbac.authorization.k8s.io", "rolebindings")] = new RoleBindingBehavior(clusterWide: false),
        [new("rbac.authorization.k8s.io", "roles")] = new RoleBehavior(clusterWide: false),
        [new("resource.k8s.io", "deviceclasses")] = new DeviceClassBehavior(),
        [new("resource.k8s.io", "resourceclaims")] = new ResourceClaimBehavior(),
        [new("resource.k8s.io", "resourceclaimtemplates")] = new ResourceClaimTemplateBehavior(),
        [new("resource.k8s.io", "resourceslices")] = new ResourceSliceBehavior(),
        [new("scheduling.k8s.io", "priorityclasses")] = new PriorityClassBehavior(),
        [new("storage.k8s.io", "csidrivers")] = new CsiDriverBehavior(),
        [new("storage.k8s.io", "csinodes")] = new CsiNodeBehavior(),
        [new("storage.k8s.io", "csistoragecapacities")] = new CsiStorageCapacityBehavior(),
        [new("storage.k8s.io", "storageclasses")] = new StorageClassBehavior(),
        [new("storage.k8s.io", "volumeattachments")] = new VolumeAttachmentBehavior(),
        [new("storage.k8s.io", "volumeattributesclasses")] = new VolumeAttributesClassBehavior(),
        [new("certificates.k8s.io", "clustertrustbundles")] = new ColumnsBehavior(UnstableColumns.ClusterTrustBundle),
        [new("certificates.k8s.io", "podcertificaterequests")] = new ColumnsBehavior(UnstableColumns.PodCertificateRequest),
        [new("coordination.k8s.io", "leasecandidates")] = new ColumnsBehavior(UnstableColumns.LeaseCandidate),
        [new("internal.apiserver.k8s.io", "storageversions")] = new ColumnsBehavior(UnstableColumns.StorageVersion),
        [new("resource.k8s.io", "devicetaintrules")] = new ColumnsBehavior(UnstableColumns.DeviceTaintRule),
        [new("scheduling.k8s.io", "podgroups")] = new ColumnsBehavior(UnstableColumns.PodGroup),
        [new("scheduling.k8s.io", "workloads")] = new ColumnsBehavior(Rows.NameAndAge),
        [new("storagemigration.k8s.io", "storageversionmigrations")] = new ColumnsBehavior(UnstableColumns.StorageVersionMigration),
    };

    /// <summary>The resources with a behaviour of their own.</summary>
    public static IReadOnlyCollection<GroupResource> Resources => Behaviors.Keys;

    /// <summary>The behaviour of a built-in resource.</summary>
    public static KindBehavior For(GroupResource resource) => Behaviors.GetValueOrDefault(resource, PlainBehavior.Instance);

    private static GroupResource Core(string resource) => new("", resource);
}
