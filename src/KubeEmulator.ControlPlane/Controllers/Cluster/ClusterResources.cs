using KubeEmulator.Objects;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>The resources that the cluster's own controllers look at.</summary>
internal static class ClusterResources
{
    public static readonly GroupResource Pods = new("", "pods");
    public static readonly GroupResource Nodes = new("", "nodes");
    public static readonly GroupResource Namespaces = new("", "namespaces");
    public static readonly GroupResource ServiceAccounts = new("", "serviceaccounts");
    public static readonly GroupResource ConfigMaps = new("", "configmaps");
    public static readonly GroupResource Secrets = new("", "secrets");
    public static readonly GroupResource Services = new("", "services");
    public static readonly GroupResource Endpoints = new("", "endpoints");
    public static readonly GroupResource Events = new("", "events");
    public static readonly GroupResource ResourceQuotas = new("", "resourcequotas");
    public static readonly GroupResource Claims = new("", "persistentvolumeclaims");
    public static readonly GroupResource Volumes = new("", "persistentvolumes");
    public static readonly GroupResource EndpointSlices = new("discovery.k8s.io", "endpointslices");
    public static readonly GroupResource StorageClasses = new("storage.k8s.io", "storageclasses");
    public static readonly GroupResource VolumeAttachments = new("storage.k8s.io", "volumeattachments");
    public static readonly GroupResource CsiDrivers = new("storage.k8s.io", "csidrivers");
    public static readonly GroupResource Leases = new("coordination.k8s.io", "leases");
    public static readonly GroupResource Budgets = new("policy", "poddisruptionbudgets");
    public static readonly GroupResource ClusterRoles = new("rbac.authorization.k8s.io", "clusterroles");
    public static readonly GroupResource SigningRequests = new("certificates.k8s.io", "certificatesigningrequests");
    public static readonly GroupResource ResourceClaims = new("resource.k8s.io", "resourceclaims");
    public static readonly GroupResource ResourceClaimTemplates = new("resource.k8s.io", "resourceclaimtemplates");
    public static readonly GroupResource ServiceCidrs = new("networking.k8s.io", "servicecidrs");
    public static readonly GroupResource IpAddresses = new("networking.k8s.io", "ipaddresses");
    public static readonly GroupResource VolumeAttributesClasses = new("storage.k8s.io", "volumeattributesclasses");
    public static readonly GroupResource ValidatingPolicies = new("admissionregistration.k8s.io", "validatingadmissionpolicies");
    public static readonly GroupResource Ingresses = new("networking.k8s.io", "ingresses");

    /// <summary>Where an object of a namespaced resource stands.</summary>
    public static ObjectKey At(this GroupResource resource, string @namespace, string name) => new(resource, @namespace, name);

    /// <summary>Where an object of a cluster-scoped resource stands.</summary>
    public static ObjectKey At(this GroupResource resource, string name) => new(resource, "", name);
}
